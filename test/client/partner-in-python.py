"""A partner in Python, with what comes with Python alone: asks the API for its schema, makes classes of it, and orders.

python3 partner-in-python.py URL PACKAGE_ID, with the credential in ONYX_CREDENTIAL
"""

import enum
import json
import keyword
import os
import sys
import urllib.request
from dataclasses import fields, is_dataclass, make_dataclass

URL, PACKAGE_ID = sys.argv[1:]

TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name } } }"
INTROSPECTION = f"""{{ __schema {{ types {{
  kind name
  enumValues(includeDeprecated: true) {{ name }}
  fields(includeDeprecated: true) {{ name type {{ {TYPE} }} }}
  inputFields {{ name defaultValue type {{ {TYPE} }} }}
}} }} }}"""


def ask(query, variables=None, key=None):
    """The data of an answer; a refusal is raised with its code."""
    headers = {"content-type": "application/json", "authorization": f"Bearer {os.environ['ONYX_CREDENTIAL']}"}
    if key is not None:
        headers["idempotency-key"] = json.dumps(key)
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{URL}/graphql", body, headers)) as response:
        answer = json.load(response)
    if answer.get("errors"):
        raise RuntimeError(answer["errors"][0]["extensions"]["code"])
    return answer["data"]


def named(a_type):
    """The type within its lists and non-nulls."""
    return named(a_type["ofType"]) if a_type.get("ofType") else a_type["name"]


SCALARS = {"Boolean": bool, "Int": int, "Float": float, "SafeInt": int, "JSON": dict}


def is_needed(part):
    """Whether an input has to have it."""
    return part["type"]["kind"] == "NON_NULL" and part["defaultValue"] is None


def spelled(name):
    """A name as Python takes it: `from_` for `from`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def make_classes(types):
    """An Enum for each enum, and a dataclass for each object and input, of which the fields know their types."""
    made = {}
    for a_type in types:
        kind, name = a_type["kind"], a_type["name"]
        if kind == "SCALAR":
            made[name] = SCALARS.get(name, str)
        elif kind == "ENUM":
            made[name] = enum.Enum(name, {value["name"]: value["name"] for value in a_type["enumValues"]})
        else:
            parts = a_type["fields"] or a_type["inputFields"]
            is_optional = lambda part: "defaultValue" in part and not is_needed(part)
            members = [
                (spelled(part["name"]), named(part["type"]), *([None] if is_optional(part) else []))
                for part in sorted(parts, key=is_optional)
            ]
            made[name] = make_dataclass(name, members, frozen=True)
    return made


def type_of(a_class, name):
    """The class of a field. Raises a KeyError where there is no such field."""
    return CLASSES[{field.name: field.type for field in fields(a_class)}[name]]


def select(a_class, selection):
    """The text of a selection, each name checked against the class."""
    typed = [(name, type_of(a_class, name), inner) for name, inner in selection.items()]
    return " ".join(name if inner is None else f"{name} {{ {select(a_type, inner)} }}" for name, a_type, inner in typed)


def read(a_class, value):
    """A value of an answer as what the schema says it is. Raises where it is something else."""
    if value is None:
        return None
    if isinstance(value, list):
        return [read(a_class, one) for one in value]
    if is_dataclass(a_class):
        return {name: read(type_of(a_class, name), inner) for name, inner in value.items()}
    if issubclass(a_class, enum.Enum):
        return a_class(value)
    if not isinstance(value, a_class):
        raise TypeError(f"{value!r} is no {a_class.__name__}")
    return value


CLASSES = make_classes(ask(INTROSPECTION)["__schema"]["types"])
Mutation, CreateOrderInput, OrderStatus = (CLASSES[name] for name in ("Mutation", "CreateOrderInput", "OrderStatus"))

order = CreateOrderInput(packageId=PACKAGE_ID, partnerOrderId="python-1")
wanted = {"createOrder": {"replayed": None, "order": {"id": None, "status": None, "package": {"dataMb": None}}}}
selected = select(Mutation, wanted).replace("createOrder", "createOrder(input: $input)", 1)
variables = {"input": {name: value for name, value in vars(order).items() if value is not None}}
answers = [
    read(Mutation, ask(f"mutation($input: CreateOrderInput!) {{ {selected} }}", variables, "python-1"))["createOrder"]
    for _ in range(2)
]
first, second = answers
try:
    select(Mutation, {"createOrder": {"oder": None}})
    misspelled = "taken"
except KeyError:
    misspelled = "refused"
print(
    json.dumps(
        {
            "replayed": [first["replayed"], second["replayed"]],
            "same": first["order"]["id"] == second["order"]["id"],
            "id": first["order"]["id"],
            "reserved": first["order"]["status"] is OrderStatus.RESERVED,
            "dataMb": first["order"]["package"]["dataMb"],
            "misspelled": misspelled,
            "classes": len(CLASSES),
        }
    )
)
