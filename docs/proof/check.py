"""Checks a receipt, a head, or two heads of a Tongbao operator, with Python's standard library and
openssl alone.

  check.py KEY receipt FILE              a receipt, with the head inside it
  check.py KEY head FILE                 a signed head
  check.py KEY heads OLD NEW PROOF       that NEW continues OLD: PROOF is the answer of
                                         /v1/heads/{new size}/consistency?from={old size}

KEY is the operator's key, NAME+HASH+KEY, as `tongbaod key list` prints it.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tempfile


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf(data):
    return sha256(b"\x00", data)


def node(left, right):
    return sha256(b"\x01", left, right)


def must(holds, what):
    print(("ok      " if holds else "BROKEN  ") + what)
    if not holds:
        sys.exit(1)


def read_key(text):
    name, short, encoded = text.split("+", 2)
    raw = base64.b64decode(encoded)
    assert raw[0] == 1 and len(raw) == 33, "an Ed25519 key"
    assert sha256(name.encode(), b"\n", raw)[:4].hex() == short, "the key's identifier"
    return name, raw


def is_signed(key, text, signature):
    """openssl pkeyutl -verify -pubin -keyform DER -inkey KEY -rawin -in TEXT -sigfile SIGNATURE"""
    name, raw = key
    if signature[:4] != sha256(name.encode(), b"\n", raw)[:4] or len(signature) != 68:
        return False
    # The fixed beginning of an Ed25519 key in DER (RFC 8410).
    der = bytes.fromhex("302a300506032b6570032100") + raw[1:]
    files = [tempfile.NamedTemporaryFile() for _ in range(3)]
    for file, content in zip(files, (der, text.encode(), signature[4:])):
        file.write(content)
        file.flush()
    asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files[0].name]
    asked += ["-rawin", "-in", files[1].name, "-sigfile", files[2].name]
    return subprocess.run(asked, capture_output=True).returncode == 0


def read_head(key, note):
    text, lines = note.rsplit("\n\n", 1)
    text += "\n"
    signatures = [line.split(" ") for line in lines.splitlines()]
    mine = [base64.b64decode(line[2]) for line in signatures if line[1] == key[0]]
    must(any(is_signed(key, text, signature) for signature in mine), "the head is signed")
    origin, size, root, chain, time = text.splitlines()
    must(origin == key[0], f"the head is of {origin}: {size} rows, {time}")
    return int(size), base64.b64decode(root)


def root_by_path(hash, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    last = size - 1
    for sibling in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            hash = node(sibling, hash)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            hash = node(hash, sibling)
        index, last = index >> 1, last >> 1
    return hash if last == 0 else None


def roots_by_proof(old, new, old_root, proof):
    """RFC 9162, section 2.1.4.2: the two roots that the proof leads to."""
    if old & (old - 1) == 0:
        proof = [old_root] + proof
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            return None, None
        if place & 1 or place == last:
            first, second = node(sibling, first), node(sibling, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node(second, sibling)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else (None, None)


def read_row(content):
    """The payment, minor units and currency of a row that moved money (docs/proof.md); nothing for
    a row of another kind."""
    # Kind: bytes in front of the payment, and how many there are after the money at least and most.
    kinds = {2: (0, 33, 49), 7: (0, 17, 33), 8: (0, 17, 33), 10: (16, 0, 0), 67: (0, 44, 60),
             68: (0, 1, 17), 69: (0, 28, 44), 70: (0, 28, 44), 81: (0, 48, 48),
             140: (0, 32, 32), 141: (0, 16, 16)}
    if content[0] != 1 or content[17] not in kinds:
        return None
    before, least, most = kinds[content[17]]
    at = 18 + before
    money = at + 48
    if len(content) - (money + 11) not in (least, most):
        return None
    minor = int.from_bytes(content[money:money + 8], "big")
    return content[at:at + 16], minor, content[money + 8:money + 11].decode()


def read_id(text):
    """Crockford's base 32: 26 letters for 128 bits."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for letter in text:
        number = number * 32 + letters.index(letter)
    return number.to_bytes(16, "big")


def check_receipt(key, it):
    must(it["version"] == 1 and f"{it['operator']}/journal" == key[0], "its form and operator")
    lines = {
        "operator": it["operator"], "payment": it["payment"], "kind": it["kind"],
        "amount": f"{it['amount']['minor']} {it['amount']['currency']}",
        "payer": it["payer"] or "", "payee": it["payee"] or "", "note": it["note"] or "",
        "order": it["order"] or "", "at": it["at_ms"], "sequence": it["sequence"],
        "row": it["journal_hash"],
    }
    if it.get("draw"):
        of, draw = it["draw"], it["draw"].get("draw")
        lines |= {name: of[name] for name in ("campaign", "title", "day")}
        lines |= {"event": of.get("event") or "", "reason": of.get("reason") or ""}
        lines |= dict.fromkeys(("drawn", "evidence", "paid", "ticket", "prize", "won"), "")
        if draw:
            prize = draw["prize"]
            lines |= {
                "drawn": f"{draw['campaign']} {draw['day']}", "evidence": draw["evidence"],
                "paid": f"{draw['paid_minor']} {draw['currency']}", "ticket": draw["ticket"],
                "prize": "" if prize is None else prize, "won": draw["won_minor"],
            }
    must(not any("\n" in str(value) for value in lines.values()), "one field a line")
    text = "tongbao-receipt-1\n" + "".join(f"{name}: {value}\n" for name, value in lines.items())
    must(is_signed(key, text, base64.b64decode(it["signature"])), "the receipt is signed")
    row = bytes.fromhex(it["journal_hash"])
    if it["row"]:
        previous, content = (bytes.fromhex(it["row"][name]) for name in ("previous_hash", "content"))
        must(sha256(previous, content) == row, "the journal row hashes to what was signed")
        amount = it["amount"]
        said = read_id(it["payment"]), amount["minor"], amount["currency"]
        must(read_row(content) == said, "the journal row moved this money for this payment")
    if it["inclusion"]:
        size, root = read_head(key, it["inclusion"]["head"])
        path = [bytes.fromhex(hash) for hash in it["inclusion"]["path"]]
        found = root_by_path(leaf(row), it["sequence"] - 1, size, path)
        must(found == root, f"row {it['sequence']} is in the journal under that head")


def main(key, what, *files):
    key = read_key(key)
    texts = [open(file, encoding="utf-8").read() for file in files]
    if what == "receipt":
        check_receipt(key, json.loads(texts[0]))
    elif what == "head":
        read_head(key, texts[0])
    elif what == "heads":
        (old, old_root), (new, new_root) = read_head(key, texts[0]), read_head(key, texts[1])
        if old == new:
            must(old_root == new_root, "both heads have one root")
        else:
            proof = [bytes.fromhex(hash) for hash in json.loads(texts[2])["proof"]]
            found = roots_by_proof(old, new, old_root, proof)
            must(found == (old_root, new_root), f"{new} rows continue the {old} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
