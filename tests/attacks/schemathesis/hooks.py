"""What the API fuzzer has to know: who it is. It enrols a device of the demo, signs every request
that a wallet would sign (RFC 9421), shows a till's key where a till asks, and puts things that
exist where the description only says what they look like.

FUZZ_DATA is the operator's data folder, FUZZ_LOG its log: a demo writes one-time codes there.
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import random
import re
import secrets
import time
from urllib.parse import urlsplit

import requests
import schemathesis
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

DATA = pathlib.Path(os.environ["FUZZ_DATA"])
LOG = pathlib.Path(os.environ["FUZZ_LOG"])
DEMO = json.loads((DATA / "demo.json").read_text())
URL = os.environ["FUZZ_URL"]
OPERATOR = DEMO["operator"]
TILL_KEY = DEMO["merchants"][0]["till_key"]
OF_TILLS = re.compile(r"^/v1/(till|orders|refunds|payer-code/payments|sound-boxes)")
PIN = "836194"


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def identifier(number: int) -> str:
    """26 characters of Crockford's base 32."""
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(digits[(number >> (5 * place)) & 31] for place in reversed(range(26)))


class Device(requests.auth.AuthBase):
    """A device key, and the signature over a request as it is sent."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = serialization.PublicFormat.UncompressedPoint
        encoding = serialization.Encoding.X962
        self.public = self.key.public_key().public_bytes(encoding, point)
        digest = hashlib.sha256(self.public).digest()
        self.id = identifier(int.from_bytes(digest[:16], "big"))

    def sign(self, text: str) -> bytes:
        der = self.key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
        r, s = utils.decode_dss_signature(der)
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def __call__(self, request):
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        digest = f"sha-256=:{digest}:"
        parts = urlsplit(request.url)
        params = (
            '("@method" "@authority" "@path" "@query" "content-digest");'
            f'created={int(time.time())};nonce="{base64url(secrets.token_bytes(16))}";'
            f'keyid="{self.id}";alg="ecdsa-p256-sha256";tag="tongbao"'
        )
        base = (
            f'"@method": {request.method}\n"@authority": {parts.netloc.lower()}\n'
            f'"@path": {parts.path or "/"}\n"@query": ?{parts.query}\n'
            f'"content-digest": {digest}\n"@signature-params": {params}'
        )
        signature = base64.b64encode(self.sign(base)).decode()
        request.headers["Content-Digest"] = digest
        request.headers["Signature-Input"] = f"tongbao={params}"
        request.headers["Signature"] = f"tongbao=:{signature}:"
        return request

    def order_signature(self, order: dict) -> str:
        """The signature over what is ordered; over nonsense where the order is nonsense."""
        payee, amount = order["payee"], order["amount"]
        text = (
            f"tongbao-payment-order-1\noperator: {OPERATOR}\npayment: {order['payment']}\n"
            f"payee: {payee['kind']} {payee['id']}\n"
            f"amount: {amount['minor']} {amount['currency']}\n"
            f"expires: {order['expires_at_ms']}\nnote: {order.get('note') or ''}"
        )
        return base64url(self.sign(text))


class Till(requests.auth.AuthBase):
    """A till's key."""

    def __call__(self, request):
        request.headers["Authorization"] = f"Bearer {TILL_KEY}"
        return request


def new_id() -> str:
    return identifier(secrets.randbits(127))


def asked(device: Device, method: str, path: str, body=None):
    answer = requests.request(method, URL + path, json=body, auth=device, timeout=20)
    assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None


def started(device: Device) -> tuple[str, str]:
    """Starts an enrolment and returns it with its one-time code."""
    enrolment = new_id()
    seen = LOG.read_text().count("one-time code")
    start = {
        "enrolment": enrolment,
        "handle": "lin@demo.example",
        "device_key": base64url(device.public),
    }
    asked(device, "POST", "/v1/enrolments", start)
    for _ in range(200):
        codes = re.findall(r"one-time code for \S+ is (\d{6})", LOG.read_text())
        if len(codes) > seen:
            break
        time.sleep(0.05)
    return enrolment, codes[-1]


def enrolled() -> Device:
    device = Device()
    enrolment, code = started(device)
    asked(device, "POST", f"/v1/enrolments/{enrolment}/confirm", {"code": code})
    asked(device, "PUT", "/v1/pin", {"pin": PIN})
    return device


def opened_order() -> str:
    order = new_id()
    body = {"order": order, "amount": {"minor": 100, "currency": "CNY"}, "expires_in_s": 86400}
    answer = requests.post(URL + "/v1/orders", json=body, auth=Till(), timeout=20)
    assert answer.ok, answer.text
    return order


def paid(device: Device, kind: str, payee: str) -> str:
    order = {
        "payment": new_id(),
        "payee": {"kind": kind, "id": payee},
        "amount": {"minor": 100, "currency": "CNY"},
        "expires_at_ms": int(time.time() * 1000) + 60_000,
    }
    body = {"order": order, "order_signature": device.order_signature(order), "pin": PIN}
    return asked(device, "POST", "/v1/payments", body)["payment"]


class PayerCodes:
    """The codes that the device shows, as docs/payer-code.md writes them: each step once."""

    def __init__(self, device: Device):
        answer = asked(device, "GET", "/v1/payer-code")
        padded = answer["secret"] + "="
        self.secret, self.prefix = base64.urlsafe_b64decode(padded), answer["prefix"]
        self.step = int(time.time()) // 5 - 5

    def number(self, message: bytes, below: int) -> int:
        digest = hmac.digest(self.secret, message, "sha256")
        return int.from_bytes(digest[:8], "big") % below

    def next(self) -> str:
        # A code of a step that is not taken yet would count as a guess.
        self.step = min(self.step + 1, int(time.time()) // 5 + 4)
        step = self.step.to_bytes(8, "big")
        alias = self.number(b"tongbao payer code alias 1" + step, 10**8)
        terms = bytes(8) + bytes(2) + bytes(16)
        parts = b"tongbao payer code tag 1" + step + alias.to_bytes(4, "big") + terms
        digits = f"{self.prefix:02}{alias:08}{self.number(parts, 10**7):07}"
        product = 10
        for digit in digits:
            product = ((product + int(digit)) % 10 or 10) * 2 % 11
        return digits + str((11 - product) % 10)


DEVICE = enrolled()
CODES = PayerCodes(DEVICE)
ENROLMENT, CODE = started(DEVICE)
LABEL = DEMO["merchants"][0]["label"]
PAYMENT = paid(DEVICE, "label", LABEL)
PAID_ORDER, OPEN_ORDER = opened_order(), opened_order()
paid(DEVICE, "order", PAID_ORDER)
RANDOM = random.Random(7)

schemathesis.auth.set_from_requests(Till()).apply_to(path_regex=OF_TILLS.pattern)
schemathesis.auth.set_from_requests(DEVICE).skip_for(path_regex=OF_TILLS.pattern)


def put(container, name, value):
    """Puts a thing that exists in, most times, where there is a place for it."""
    if isinstance(container, dict) and name in container and RANDOM.random() < 0.75:
        container[name] = value


@schemathesis.hook
def before_call(context, case, kwargs):
    put(case.path_parameters, "payment", PAYMENT)
    put(case.path_parameters, "enrolment", ENROLMENT)
    put(case.path_parameters, "order", RANDOM.choice([PAID_ORDER, OPEN_ORDER]))
    if (case.path_parameters or {}).get("kind") in ("label", "order"):
        put(case.path_parameters, "id", LABEL)
    body = case.body
    if not isinstance(body, dict):
        return
    put(body, "device_key", base64url(DEVICE.public))
    if re.fullmatch(r"[0-9]{6}", str(body.get("code"))):
        body["code"] = CODE
    put(body, "handle", RANDOM.choice(["lin@demo.example", "nobody@demo.example", "+8613800138000"]))
    put(body, "note", RANDOM.choice(["Table 4", None]))
    # The fuzzer likes few identifiers; most things need one of their own.
    for name in ("payment", "order", "refund", "reversal", "enrolment"):
        if isinstance(body.get(name), str):
            put(body, name, new_id())
    if "payer_code" in body and RANDOM.random() < 0.75:
        body["payer_code"] = CODES.next()
    # Wrong PINs would lock it, and a changed one would be wrong: other tests do both.
    for name in ("pin", "current_pin"):
        if re.fullmatch(r"[0-9]{6}", str(body.get(name))):
            body[name] = PIN
    order = body.get("order")
    for amount in (body.get("amount"), order.get("amount") if isinstance(order, dict) else None):
        put(amount, "currency", "CNY")
        put(amount, "minor", RANDOM.choice([0, 1, 2, 100, 500_001]))
    if "order_signature" in body and isinstance(order, dict):
        put(order, "payment", new_id())
        put(order.get("payee"), "kind", "label")
        put(order.get("payee"), "id", LABEL)
        put(order, "note", "Table 4")
        put(order, "expires_at_ms", int(time.time() * 1000) + 60_000)
        body["pin"] = body.get("pin") or PIN
        try:
            body["order_signature"] = DEVICE.order_signature(order)
        except (KeyError, TypeError):
            pass
