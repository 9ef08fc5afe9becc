package energy.peerwatt.orderbook.continuous.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EngineAllocationTest {
    private static final int COMMANDS = 50_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long fills;
    private final MatchingEngine engine = new MatchingEngine(
            (book, taker, maker, takerBuys, wh, price, makerDone) -> fills++, 2 * COMMANDS, 4, 4_096);

    @Test
    void oneHundredThousandCommandsAllocateNothing() {
        int book = engine.open(TradePrice.OLDER_ORDER);
        run(book, new Random(1), 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        long nothing = threads.getCurrentThreadAllocatedBytes() - before;
        Random random = new Random(2);
        long start = threads.getCurrentThreadAllocatedBytes();
        run(book, random, COMMANDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - start - nothing;
        assertThat(fills).isGreaterThan(COMMANDS / 5);
        // A single object per command would be sixteen times as much; the little is for what the JVM does meanwhile.
        assertThat(allocated).as("bytes for %d commands", 2 * COMMANDS).isLessThan(COMMANDS / 10);
    }

    private void run(int book, Random random, int firstId) {
        for (int i = 0; i < COMMANDS; i++) {
            int id = firstId + i;
            engine.place(
                    book, id, id, random.nextInt(2), 1_000 + random.nextInt(5_000), 1 + random.nextInt(50), 0, false);
            int known = firstId + random.nextInt(i + 1);
            switch (random.nextInt(3)) {
                case 0 -> engine.move(known, known, 1_000 + random.nextInt(5_000));
                case 1 -> engine.reduce(known, known, 1 + random.nextInt(10));
                default -> engine.cancel(known, known);
            }
        }
    }
}
