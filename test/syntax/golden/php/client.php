<?php
declare(strict_types=1);

namespace Acme\Pay;

use GuzzleHttp\Client as Http, Psr\Log\LoggerInterface;
use GuzzleHttp\{HandlerStack, Exception\RequestException as Failure};
use function Acme\config;
use const Acme\CA_FILE;

const BUNDLE = __DIR__ . '/certs/ca.pem', LIMIT = 3;
define('Acme\LEGACY', false);

/** Talks to the payment gateway. */
final class Gateway extends Base implements \Countable
{
    use Retries, \Acme\Logging;

    public const URL = 'https://api.example.com';
    public static ?self $instance = null;
    private static $pool = [], $size;
    protected string $ca = BUNDLE, $mode;
    private ?Http $client = null;

    public function __construct(private readonly string $file, protected LoggerInterface|null $log, array &$options = [], string ...$more)
    {
        parent::__construct($file);
        $this->client = new Http(['verify' => $this->ca ?: self::URL, 'timeout' => 5] + $options);
        $this->{$more[0]} = static::$pool['a'] ?? null;
        self::$instance = $this;
    }

    public static function of(string $file): static { return self::$instance ??= new static($file, log: null, ...$more); }

    private function charge(int $amount): ?array
    {
        $result = $this->client?->request('POST', self::URL . "/charge/{$amount}", [
            'curl' => [CURLOPT_CAINFO => $this->file, \CURLOPT_SSL_VERIFYPEER => true, 7 => 'seven', 'eight'],
        ]);
        return json_decode((string) $result->getBody(), true)['data'];
    }

    abstract function later();
    public function __get($name) { return parent::__get($name); }
}

interface Closable { const DONE = 1; public function close(): void; }
enum Mode: string { case Live = 'live'; case Test = 'test'; public function label() { return $this->value; } }
$anonymous = new class($file) extends Gateway { public $extra = 1; };
$name = Gateway::class;
$made = new $name;
