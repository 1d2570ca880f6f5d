"""Checks draws of a Tongbao campaign with Python's standard library alone: check.py FILE...

docs/draws.md has the bytes; docs/draws/example.json is such a FILE.
"""

import hashlib
import hmac
import json
import sys


def u(number, size):
    return number.to_bytes(size, "big", signed=number < 0)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def must(holds, what):
    print(("ok      " if holds else "BROKEN  ") + what)
    if not holds:
        sys.exit(1)


def check(path):
    file = json.load(open(path))
    terms, seed = file["terms"], bytes.fromhex(file["seed"])
    # As an operator publishes them, parts of the terms have names.
    prizes = [p if isinstance(p, list) else [p["tickets"], p["kind"], p["number"]] for p in terms["prizes"]]
    events = [e if isinstance(e, list) else [e["first_day"], e["last_day"], e["kind"], e["cap_minor"]] for e in terms["events"]]
    merchants = terms["merchants"]
    merchants = merchants if isinstance(merchants, list) else [merchants["kind"], *merchants["listed"]]
    terms = {**terms, "prizes": prizes, "events": events, "merchants": merchants}
    for draw in file["draws"] if "draws" in file else [file["draw"]]:
        check_draw(file, terms, draw, seed)


def check_draw(file, terms, draw, seed):
    campaign, merchants = bytes.fromhex(terms["campaign"]), terms["merchants"]

    bytes_of_terms = [b"tongbao campaign terms 1", campaign, terms["currency"].encode()]
    bytes_of_terms += [u(terms["ahead_min"], 2), u(terms["first_day"], 4), u(terms["last_day"], 4)]
    bytes_of_terms += [u(terms["least_minor"], 8), u(terms["cap_minor"], 8), u(terms["one_in"], 8)]
    bytes_of_terms += [u(len(terms["prizes"]), 4)]
    for tickets, kind, number in terms["prizes"]:
        bytes_of_terms += [u(tickets, 8), u(["fixed", "share"].index(kind) + 1, 1), u(number, 8)]
    bytes_of_terms += [u(len(terms["events"]), 4)]
    for first, last, kind, cap in terms["events"]:
        bytes_of_terms += [u(first, 4), u(last, 4), u(["double", "waive"].index(kind) + 1, 1), u(cap, 8)]
    bytes_of_terms += [u(["all", "only", "except"].index(merchants[0]), 1), u(len(merchants) - 1, 4)]
    bytes_of_terms += sorted(bytes.fromhex(merchant) for merchant in merchants[1:])
    held_out = terms.get("hold_out_basis_points", 0)
    bytes_of_terms += [u(held_out, 2)] if held_out else []
    anchor = bytes.fromhex(file["anchor"])
    committed = sha256(b"tongbao campaign commitment 1", sha256(*bytes_of_terms), anchor)
    must(committed.hex() == file["commitment"], "terms and anchor are what was committed to")

    must(terms["first_day"] <= draw["day"] <= terms["last_day"], "the day is one of the campaign's")
    must(draw["campaign"] == terms["campaign"] and draw["currency"] == terms["currency"], "the draw is of it")
    down = seed
    for _ in range(draw["day"] - terms["first_day"] + 1):
        down = sha256(b"tongbao campaign seed 1", campaign, down)
    must(down == anchor, "the seed is this day's")

    words = b"tongbao campaign draw 1" + campaign + u(draw["day"], 4) + bytes.fromhex(draw["evidence"])
    block, ticket = 0, None
    while ticket is None:
        bytes_drawn = hmac.digest(seed, words + u(block, 4), "sha256")
        numbers = [int.from_bytes(bytes_drawn[at : at + 8], "big") for at in (0, 8, 16, 24)]
        whole = 2**64 // terms["one_in"] * terms["one_in"]
        ticket = next((number % terms["one_in"] for number in numbers if number < whole), None)
        block += 1
    must(ticket == draw["ticket"], f"ticket {ticket} of {terms['one_in']} was drawn")

    until, prize = 0, None
    for place, (tickets, _, _) in enumerate(terms["prizes"]):
        until += tickets
        prize = place if prize is None and ticket < until else prize
    must(prize == draw["prize"], f"it wins {'nothing' if prize is None else f'prize {prize}'}")

    won, paid = 0, draw["paid_minor"]
    if prize is not None:
        _, kind, number = terms["prizes"][prize]
        won = min(number if kind == "fixed" else paid * number // 10000, terms["cap_minor"])
        for first, last, kind, cap in terms["events"]:
            if first <= draw["day"] <= last:
                won = won * 2 if kind == "double" else cap
    must(min(won, paid) == draw["won_minor"], f"which comes to {min(won, paid)} minor units")


for path in sys.argv[1:]:
    check(path)
