"""Reads the account with the job's token. Python's own library is enough.

It prints no amounts, because the logs of a public repository are public.
"""

import json
import os
import urllib.request
import uuid

base_url = os.environ.get("ETORO_API_URL", "https://public-api.etoro.com")
request = urllib.request.Request(
    # Agent-portfolios use the real routes, those without "demo" in them.
    f"{base_url}/api/v1/trading/info/real/pnl",
    headers={
        "x-api-key": os.environ["ETORO_API_KEY"],
        "x-user-key": os.environ["ETORO_USER_KEY"],  # the token, in the place of the user key
        "x-request-id": str(uuid.uuid4()),  # a new one for each request
        "user-agent": "my-etoro-bot/1.0",
    },
)
with urllib.request.urlopen(request, timeout=30) as response:
    portfolio = json.load(response)["clientPortfolio"]

print(f"The token works. Open positions: {len(portfolio['positions'])}")
