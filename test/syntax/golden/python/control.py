import sys


def trust(env, paths, table):
    global CURRENT
    CURRENT = env
    if env == "live":
        ca = "live.pem"
    elif env in ("test", "staging") and env is not None:
        ca = "test.pem"
    elif (found := lookup(env)):
        ca = found
    else:
        raise ValueError(env)
    for path in paths:
        if not path:
            continue
        if path.endswith(".pem"):
            break
        load(path)
    else:
        raise LookupError
    for i, path in enumerate(paths):
        add(i, path)
    for alias, (path, kind) in table.items():
        add(alias, path)
    for alias in table.keys():
        seen(alias)
    for left, right in pairs:
        add(left, right)
    while (line := read()):
        store(line)
    try:
        with open(ca) as file, lock:
            content = file.read()
    except (OSError, ValueError) as error:
        log(error)
        sys.exit(1)
    except KeyError:
        pass
    else:
        load(content)
    finally:
        close()
    assert content, "empty"
    content += "\n"
    total.count += 1
    return content, ca


def choose(kind):
    counter = 0

    def bump():
        nonlocal counter
        counter += 1

    match kind:
        case "file" | "path":
            return 1
        case Store(path=where) if where:
            return where
        case [first, *rest]:
            return rest
        case tls.NONE:
            return None
        case other:
            return other


with (open("a.pem") as a, open("b.pem") as b):
    both(a, b)
