import ssl
import requests
from requests.adapters import HTTPAdapter


class PinnedAdapter(HTTPAdapter):
    ca: str
    retries: int = 3

    def __init__(self, ca, *args, **kwargs):
        self.ca = ca
        super().__init__(*args, **kwargs)

    def init_poolmanager(self, connections, maxsize, block=False):
        context = ssl.create_default_context(cafile=self.ca)
        context.verify_mode = ssl.CERT_REQUIRED
        return super(PinnedAdapter, self).init_poolmanager(connections, maxsize, block, ssl_context=context)

    def send(self, request, **kwargs):
        kwargs["verify"] = self.ca
        return HTTPAdapter.send(self, request, **kwargs)


class Client(object, metaclass=Registry):
    DEFAULT_CA = "certs/root.pem"
    CA_BY_REGION = {"eu": DEFAULT_CA}

    def __init__(self, url, *, ca: "Optional[str]" = None, **options):
        """Talks to the payment service."""
        self.session = requests.Session()
        self.session.verify = ca or self.DEFAULT_CA
        self.session.mount("https://", PinnedAdapter(ca=self.DEFAULT_CA))

    @property
    def ca(self) -> str:
        return self._ca

    @ca.setter
    def ca(self, value):
        self._ca = value

    @staticmethod
    def bundle() -> str:
        return "bundle.pem"

    @classmethod
    def default(cls, *hosts):
        return cls(*hosts, ca=cls.DEFAULT_CA)

    async def pay(self, order: dict) -> None:
        async with self.session as session:
            reply = await session.post(self.url, json=order, verify=self.ca, **self.options)
        return reply.json()

    get = lambda self, path, verify=True: self.session.get(path, verify=verify)
