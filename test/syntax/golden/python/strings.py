PLAIN = 'it\'s' "\x41\u00e9\U0001F512\101\n\q"
RAW = r"C:\certs\new.pem"
BYTES = b"\xff\x00\u0041"
RAW_BYTES = rb"\d"
PEM = """-----BEGIN CERTIFICATE-----
MIIDrzCCApegAwIBAgIQCDvgVpBCRrGhdWrJWZHHSjANBgkqhkiG9w0BAQUFADBh
-----END CERTIFICATE-----
"""
UNBROKEN = """\
-----BEGIN CERTIFICATE-----
"""
ADJACENT = (
    "-----BEGIN CERTIFICATE-----\n"
    'MIID\n'
    f"{BODY}"
)
PLUS = "-----BEGIN CERTIFICATE-----\n" + \
       "MIID\n" + \
       BODY + "\n"
SUM = one + two
NAMED = f"{root!s}/{region}.pem {{literal}} {size:>10} {why!r}"
PERCENT = "%s/%s.pem at 100%%" % (root, region)
PERCENT_ONE = "%s.pem" % region
PERCENT_NAMED = "%(root)s/%(file)s" % {"root": "/etc", "file": name}
PERCENT_WIDTH = "%5.2f" % ratio
BRACES = "{}/{}.pem".format(root, region)
BRACES_NAMED = "{root}/{0}.{cfg.ext}".format("ca", root="/etc", cfg=config)
BRACES_SPREAD = "{root}/ca.pem".format(**config)
TEMPLATE = template.format(root)
JOINED = "\n".join(lines)
