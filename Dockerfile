# check=error=true
# Layerwalk with the programs that it looks with, for an unprivileged user on a read-only file system.
#   docker run --rm IMAGE diagnose https://example.com          the command line
#   docker run --rm -i IMAGE serve                              MCP over stdio
#   docker run -p 8700:8700 -e LAYERWALK_TOKEN=… IMAGE          MCP over HTTP

FROM node:24.21.0-trixie-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# No package may run anything here: the bundler's own program comes as a package of its own, and Node is there.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts/ scripts/
COPY src/ src/
RUN npm run build

FROM node:24.21.0-trixie-slim
# Versions are those of the base image's release: Debian keeps no others, so that a pinned one cannot be built again.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends iproute2 iputils-ping iputils-tracepath traceroute \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/layerwalk
COPY package.json LICENSE ./
COPY --from=build /src/dist/ dist/
# By number, so that Kubernetes can tell that it is not root.
USER 1000:1000
EXPOSE 8700
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8700/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/layerwalk/dist/bin.js"]
CMD ["serve", "--http", "--host", "0.0.0.0"]
