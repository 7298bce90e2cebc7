"""A partner in Python: orders with the classes that a generator made of the schema and of its own document.

python3 partner-in-python.py URL PACKAGE_ID DOCUMENT, with the credential in ONYX_CREDENTIAL and `answers`, the generated
module, on PYTHONPATH
"""

import json
import os
import sys
import urllib.request

from answers import Status, create_order_from_dict

URL, PACKAGE_ID, DOCUMENT = sys.argv[1:]


def create_order(partner_order_id, key):
    """Places an order, and gives the answer as what the schema says it is. Raises where it is something else."""
    headers = {
        "content-type": "application/json",
        "authorization": f"Bearer {os.environ['ONYX_CREDENTIAL']}",
        "idempotency-key": json.dumps(key),
    }
    with open(DOCUMENT, encoding="utf-8") as document:
        query = document.read()
    variables = {"input": {"packageId": PACKAGE_ID, "partnerOrderId": partner_order_id}}
    body = json.dumps({"query": query, "variables": variables}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{URL}/graphql", body, headers)) as response:
        return create_order_from_dict(json.load(response)).data.create_order


first, second = (create_order("python-1", "python-1") for _ in range(2))
print(
    json.dumps(
        {
            "replayed": [first.replayed, second.replayed],
            "same": first.order.id == second.order.id,
            "id": first.order.id,
            "reserved": first.order.status is Status.RESERVED,
            "dataMb": first.order.package.data_mb,
            "netPrice": [first.order.net_price.amount, first.order.net_price.currency],
        }
    )
)
