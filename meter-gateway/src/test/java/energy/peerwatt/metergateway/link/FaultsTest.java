package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.support.Fault;
import energy.peerwatt.metergateway.support.FaultProxy;
import energy.peerwatt.metergateway.support.PeerDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many links at once through proxies that spoil every fourth reply. Every value of the device changes with every exchange,
 * so that an old reply is a wrong one even where it is the same registers'.
 */
class FaultsTest {
    private static final long SEED = 20_260_621;
    private static final int TCP_LINKS = 40;
    private static final int TCP_EXCHANGES = 2_100;
    private static final int RTU_LINKS = 160;
    private static final int RTU_EXCHANGES = 170;
    private static final int SPOILED_PERCENT = 25;
    private static final Duration TIMEOUT = Duration.ofMillis(40);
    /** The silence that is waited for is shorter than some late replies take: time alone must not be what protects. */
    private static final Manners HASTY = new Manners(Duration.ZERO, Duration.ZERO, Duration.ofMillis(30));

    private final AtomicIntegerArray versions = new AtomicIntegerArray(256);
    private final Map<String, LongAdder> outcomes = Map.of(
            "right", new LongAdder(),
            "wrong", new LongAdder(),
            "timeout", new LongAdder(),
            "corrupt", new LongAdder(),
            "exception", new LongAdder(),
            "not sent", new LongAdder(),
            "stale", new LongAdder(),
            "reopened", new LongAdder());
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    private final LinkObserver counting = new LinkObserver() {
        @Override
        public void opened(Endpoint endpoint, boolean again) {
            if (again) {
                count("reopened");
            }
        }

        @Override
        public void stale(Endpoint endpoint, int bytes) {
            count("stale");
        }
    };

    @Test
    void overAHundredThousandExchangesWithFaultsAndNoWrongValueSeed20260621() throws Exception {
        long started = System.nanoTime();
        try (PeerDevice device = PeerDevice.tcp(this::register);
                ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<Fault, Integer>>> links = new ArrayList<>();
            SplittableRandom seeds = new SplittableRandom(SEED);
            for (int i = 0; i < TCP_LINKS + RTU_LINKS; i++) {
                int unit = 1 + i;
                boolean rtu = i >= TCP_LINKS;
                SplittableRandom random = seeds.split();
                links.add(each.submit(() -> exchangeMany(device.port(), unit, rtu, random)));
            }
            for (Future<Map<Fault, Integer>> link : links) {
                link.get().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
            }
        }
        long exchanges = TCP_LINKS * TCP_EXCHANGES + RTU_LINKS * RTU_EXCHANGES;
        int injected = faults.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "%d exchanges over %d Modbus TCP and %d RTU links, %d faults injected %s,"
                        + " in %d s: %d right values, %d wrong values; %s%n",
                exchanges,
                TCP_LINKS,
                RTU_LINKS,
                injected,
                faults,
                (System.nanoTime() - started) / 1_000_000_000L,
                of("right"),
                of("wrong"),
                outcomes);

        assertThat(exchanges).isGreaterThan(100_000);
        assertThat(faults.keySet()).containsExactlyInAnyOrder(Fault.values());
        assertThat(of("wrong")).isZero();
        assertThat(of("right")).isGreaterThan(exchanges / 3);
        assertThat(of("stale")).isPositive();
    }

    private Map<Fault, Integer> exchangeMany(int devicePort, int unit, boolean rtu, SplittableRandom random)
            throws Exception {
        FaultProxy proxy = new FaultProxy(List.of(devicePort), rtu, SPOILED_PERCENT, random.split());
        Endpoint endpoint =
                rtu ? new Endpoint.RtuOverTcp("127.0.0.1", proxy.port()) : new Endpoint.Tcp("127.0.0.1", proxy.port());
        try (proxy;
                BusLink link = new Links(Duration.ofSeconds(5), Optional.empty(), counting).link(endpoint, HASTY)) {
            for (int i = 0; i < (rtu ? RTU_EXCHANGES : TCP_EXCHANGES); i++) {
                versions.incrementAndGet(unit);
                int start = random.nextInt(PeerDevice.REFUSED + 500);
                // Few sizes, so that many replies look alike.
                int count = 1 + random.nextInt(4);
                RegisterBlock block = new RegisterBlock(RegisterFunction.INPUT, start, count);
                judge(link.exchange(new RegisterRequest(unit, block), TIMEOUT), unit, block);
            }
        }
        return proxy.injected();
    }

    private void judge(Exchange exchange, int unit, RegisterBlock block) {
        switch (exchange) {
            case Exchange.Registers registers -> {
                List<Integer> right = IntStream.range(block.start(), block.end())
                        .mapToObj(address -> register(unit, address))
                        .toList();
                count(registers.words().equals(right) && block.end() <= PeerDevice.REFUSED ? "right" : "wrong");
            }
            case Exchange.Timeout _ -> count("timeout");
            case Exchange.Corrupt _ -> count("corrupt");
            case Exchange.DeviceException _ -> count("exception");
            case Exchange.NotSent _ -> count("not sent");
            case Exchange.Written _, Exchange.Identification _ -> count("wrong");
        }
    }

    /** Another value with every version. */
    private int register(int unit, int address) {
        int mixed = (versions.get(unit) * 0x9E37 + address) * 0x85EB + unit * 0x27D5;
        return (mixed >>> 7 ^ mixed) & 0xFFFF;
    }

    private void count(String outcome) {
        outcomes.get(outcome).increment();
    }

    private long of(String outcome) {
        return outcomes.get(outcome).sum();
    }
}
