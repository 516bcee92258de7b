"""No answer of Google's at all: the network, certificates, proxies, web pages of others."""

from sheets_sync.errors import AccessDenied, GoogleUnavailable, NotFound, RequestRefused
from sheets_sync.google.refusals.kinds import Refusal

NETWORK = "Network, proxy and certificates"

WIRE = (
    Refusal(
        "proxy-password",
        "A proxy wants a name and a password.",
        GoogleUnavailable,
        "The proxy wants a password: write it into HTTPS_PROXY as http://NAME:PASSWORD@HOST:PORT, for the "
        "service as well, or have {host} let through without one.",
        statuses=(407,),
        page=None,
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "proxy-password-in-tunnel",
        "A proxy wants a name and a password before it opens the way.",
        GoogleUnavailable,
        "The proxy wants a password: write it into HTTPS_PROXY as http://NAME:PASSWORD@HOST:PORT, for the "
        "service as well, or have {host} let through without one.",
        reasons=("proxy",),
        # A port, or an address in memory that the error tells, may hold a 407 of its own.
        message=r"failed: 407\b|authentication required",
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "proxy",
        "The proxy cannot be reached, or does not open the way.",
        GoogleUnavailable,
        "Check the proxy in HTTPS_PROXY and NO_PROXY, and that it lets {host} through; then run again.",
        reasons=("proxy",),
        passes=True,
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "certificate",
        "The certificate is not one that this machine trusts: a firewall opens what is encrypted, or the "
        "clock is wrong.",
        GoogleUnavailable,
        "Check this machine's clock and its certificates: put the authority of the firewall that stands "
        "before {host} into a file and name it in REQUESTS_CA_BUNDLE (SSL_CERT_FILE is not looked at), "
        "then run again.",
        reasons=("certificate",),
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "dns",
        "The host has no address.",
        GoogleUnavailable,
        "The host {host} is not known: check this machine's DNS and google.api_base_url, then run again.",
        reasons=("dns",),
        passes=True,
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "not-sent",
        "No connection came about.",
        GoogleUnavailable,
        "Check the network, and that the firewall lets {host} through; then run again.",
        reasons=("not-sent",),
        passes=True,
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "cut-off",
        "The connection broke, or the answer cannot be used: the request may have been carried out.",
        GoogleUnavailable,
        "Check the network, then run again.",
        reasons=("cut-off",),
        passes=True,
        heading=NETWORK,
    ),
    Refusal(
        "malformed",
        "The request cannot be sent.",
        RequestRefused,
        "Check google.api_base_url.",
        reasons=("malformed",),
        others=False,
    ),
    Refusal(
        "missing",
        "What was asked for is not there.",
        NotFound,
        "It is not there or was never shared with {account}.",
        reasons=("missing",),
    ),
    Refusal(
        "no-credentials",
        "There is nothing to sign in with, or it cannot be read.",
        AccessDenied,
        "Check the key, or sign in again with `sheets-sync login`; and that this machine's clock is right.",
        reasons=("credentials",),
        others=False,
        heading="Who signs in",
    ),
    Refusal(
        "googles-page",
        "Google's own page for an address that does not exist, or a request it does not take.",
        RequestRefused,
        "Check google.api_base_url; if it is right, report it with the message.",
        statuses=(400, 404, 405, 411, 413, 414),
        message=r"\(.*\)!!1",
        page=True,
    ),
    Refusal(
        "web-page-refusing",
        "A web page with a refusal, not Google's: a proxy or a web filter.",
        GoogleUnavailable,
        "A web page came in place of Google's answer, so a proxy or filter stands between: have {host} let "
        "through, or check HTTPS_PROXY and NO_PROXY.",
        statuses=(400, 401, 403, 404, 405, 410, 418, 451, 511),
        page=True,
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "web-page",
        "A web page where Google's answer should be: a portal that wants a sign-in, a proxy, a filter.",
        GoogleUnavailable,
        "A web page came in place of Google's answer. Open any page in a browser on this machine: if the "
        "network asks to sign in, do so; else check the network and proxy, and have {host} let through.",
        statuses=(200, 201, 203, 204, 300, 301, 302, 303, 307, 308),
        page=True,
        passes=True,
        others=False,
        heading=NETWORK,
    ),
    Refusal(
        "no-json",
        "Something else than Google's answer: a portal or a proxy.",
        GoogleUnavailable,
        "Something else answers in the place of Google: check network and proxy, try {host} in a browser.",
        statuses=(200,),
        page=None,
        passes=True,
        others=False,
        heading=NETWORK,
    ),
)
