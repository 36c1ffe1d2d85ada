import requests

def pay(:
    requests.post(url, verify="ca.pem")

$$$ requests.put(url, verify=CA)

requests.get(url, verify=CA
