/** Which symbols of a preprocessor somebody in the repository defines: sources, headers, and whatever steers a build. */
import { extname, posix } from 'node:path';

const SOURCE = /^\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|ino|cs|m|mm)$/i;
/** `#define X`, and `#undef X` in a template that a configure script fills in. */
const IN_SOURCE = /^[ \t]*#[ \t]*(?:define|undef|cmakedefine\w*)[ \t]+(\w+)/gm;

const BUILD =
  /^(?:Makefile|GNUmakefile|makefile|CMakeLists\.txt|Kconfig.*|Dockerfile.*|BUILD|WORKSPACE|configure|meson\.build|meson_options\.txt|SConstruct|SConscript|wscript)$|\.(?:mk|cmake|am|ac|in|ini|pro|pri|props|targets|csproj|vbproj|vcxproj|sln|asmdef|rsp|ya?ml|toml|json|sh|bat|ps1|gradle|kts|bazel|bzl|gyp|gypi|gn|txt|cfg|conf|defaults|podspec|xcconfig|pbxproj)$/i;
/** Anything in a build file that looks like a symbol may be handed to the compiler. */
const IN_BUILD = /\b[A-Z_][A-Z0-9_]{2,}\b/g;

/** Files looked at; past that, somebody is taken to define everything. */
const MOST_LOOKED_AT = 5000;

/** Null where there are more files than are looked at. */
export function definedSymbols(
  known: ReadonlySet<string>,
  text: (path: string) => string | undefined,
): ReadonlySet<string> | null {
  const sources = [...known].filter((path) => SOURCE.test(extname(path)));
  const builds = [...known].filter((path) => !SOURCE.test(extname(path)) && BUILD.test(posix.basename(path)));
  if (sources.length + builds.length > MOST_LOOKED_AT) return null;
  const symbols = new Set<string>();
  for (const path of sources) for (const [, name = ''] of (text(path) ?? '').matchAll(IN_SOURCE)) symbols.add(name);
  // `-DPIN_ROOT` hands PIN_ROOT on.
  for (const path of builds)
    for (const [name] of (text(path) ?? '').matchAll(IN_BUILD)) symbols.add(name).add(name.replace(/^D(?=[A-Z])/, ''));
  return symbols;
}

/**
 * Names that compilers, platforms, SDKs and frameworks define, or that are asked for from outside as a habit: that no file
 * of the repository defines them says nothing.
 */
const FROM_OUTSIDE =
  /^_|_H(?:PP|XX)?_?$|^(?:N?DEBUG|TRACE|RELEASE|UNICODE|WIN(?:32|64|NT|CE)\w*|WINDOWS\w*|LINUX|UNIX|BSD|\w+BSD|SOLARIS|APPLE|MACOS\w*|OSX|IOS|TV_?OS|WATCH_?OS|ANDROID\w*|EMSCRIPTEN|WASM\w*|UNITY_\w+|MONO\w*|XAMARIN\w*|NET\d\w*|NET_?\w*|NETCOREAPP\w*|NETSTANDARD\w*|NETFRAMEWORK|CORECLR|SILVERLIGHT|PORTABLE|ARDUINO\w*|ESP\w*|AVR\w*|STM32\w*|TEENSY\w*|NRF\w*|RP2040|PICO\w*|ZEPHYR\w*|FREERTOS|CONFIG_\w+|BOARD_\w+|(?:HAVE|HAS|USE|USING|WITH|WITHOUT|ENABLE|DISABLE|NO|OPT|FEATURE|BUILD|SUPPORT)_\w+|\w+_VERSION\w*|(?:OPENSSL|LIBRESSL|BORINGSSL|WOLFSSL|MBEDTLS|POLARSSL|GNUTLS|NSS|CURL\w*|LIBCURL\w*|BOOST|ASIO|CPPHTTPLIB|QT|Q_OS|Q|GTK|GLIB|POCO|PHP|RUBY|PY)_\w+)$/;

/** Whether the symbol is one of the project's own, and defined nowhere. */
export const isNeverDefined = (symbol: string, defined: ReadonlySet<string> | null): boolean =>
  defined !== null && /^[A-Z][A-Z0-9_]{2,}$/.test(symbol) && !FROM_OUTSIDE.test(symbol) && !defined.has(symbol);
