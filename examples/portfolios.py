"""Lists your agent-portfolios, or makes one. Python's own library is enough.

    python3 portfolios.py                     lists them, each with the id that the workflow needs
    python3 portfolios.py make MyBot01 2000   makes one that takes 2,000 USD from your account, after asking

It asks for your two keys and does not show them, unless ETORO_API_KEY and ETORO_USER_KEY are set. On Windows, write py for
python3. To rehearse it, set ETORO_API_URL to the address that `npm run sandbox` prints: no money, no account.
"""

import datetime
import getpass
import json
import os
import sys
import urllib.error
import urllib.request
import uuid

base_url = os.environ.get("ETORO_API_URL", "https://public-api.etoro.com")
api_key = os.environ.get("ETORO_API_KEY") or getpass.getpass("Public API key: ").strip()
user_key = os.environ.get("ETORO_USER_KEY") or getpass.getpass("User key: ").strip()


def call(path, body=None):
    request = urllib.request.Request(
        base_url + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "content-type": "application/json",
            "user-agent": "my-etoro-bot/1.0",  # Python's own is refused with 403, error code: 1010
            "x-api-key": api_key,
            "x-user-key": user_key,
            "x-request-id": str(uuid.uuid4()),
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        # After a 408 or a 5xx, eToro may have done what the call asked for.
        is_unsure = body is not None and (error.code == 408 or error.code >= 500)
        hint = " It may be made all the same: list first, and do not repeat the call." if is_unsure else ""
        sys.exit(f"eToro answered {error.code}: {error.read().decode(errors='replace')[:300]}{hint}")


def show():
    try:
        _, answer = call("/api/v1/agent-portfolios")
    except OSError as error:
        sys.exit(f"No answer came ({error}). Check the network.")
    for portfolio in answer["agentPortfolios"]:
        print(portfolio["agentPortfolioId"], portfolio["agentPortfolioName"])
    if not answer["agentPortfolios"]:
        print("There is no agent-portfolio yet.")


def make(name, amount):
    print(f"This takes {amount:,.0f} USD from your account, to copy the new agent-portfolio {name}.")
    if input("Go on? (yes/no) ").strip().lower() != "yes":
        sys.exit("Nothing was sent.")
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10)
    body = {
        "agentPortfolioName": name,
        "investmentAmountInUsd": amount,
        # The call makes a token, too. You do not need it: it can only read, and it expires in ten minutes.
        "userTokenName": "first-token",
        "scopeNames": ["etoro-public:trade.real:read"],
        "expiresAt": f"{soon:%Y-%m-%dT%H:%M:%SZ}",
    }
    try:
        status, portfolio = call("/api/v2/agent-portfolios", body)
    except OSError as error:
        sys.exit(f"No answer came ({error}). It may be made all the same: list first, and do not repeat the call.")
    print(f"Made (HTTP {status}): {portfolio['agentPortfolioId']} {portfolio['agentPortfolioName']}")
    if status == 207:
        print("Its first token was not made. You do not need it. Do not repeat the call.")


if len(sys.argv) == 4 and sys.argv[1] == "make":
    if not sys.argv[3].isdecimal():
        sys.exit("Write the amount in whole USD, in digits only, such as 2000.")
    make(sys.argv[2], int(sys.argv[3]))
elif len(sys.argv) == 1:
    show()
else:
    sys.exit(__doc__)
