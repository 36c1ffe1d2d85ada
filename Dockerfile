# The scanner alone, as a user without rights:
#
#   docker build --tag rootlint .
#   docker run --rm --network none --read-only --volume "$PWD:/src:ro" rootlint
#
# A report that is written into the folder needs it writable, and a user who may write there: --user "$(id -u):$(id -g)".
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-bookworm-slim
# git says which files belong to a project.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/rootlint
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/rules ./rules
COPY --from=build /build/dist ./dist
RUN ln -s /opt/rootlint/dist/cli.js /usr/local/bin/rootlint && chmod 0755 dist/cli.js
# By its number, so that Kubernetes can see that it is not root.
USER 65534:65534
WORKDIR /src
ENTRYPOINT ["rootlint"]
