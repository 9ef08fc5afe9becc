package energy.peerwatt.supervisor.progress;

import energy.peerwatt.contracts.binding.SettlementLedgerContract;
import energy.peerwatt.contracts.chain.Block;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainException;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Tells of every batch that was mined since it was made. It asks the chain itself, not the one who sent the batch. */
public final class BatchFollower implements Runnable {
    /** Scripts wait for a line that begins with this. */
    static final String FIRST = "first batch settled on chain";

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private final ChainClient chain;
    private final SettlementLedgerContract ledger;
    private final Progress progress;
    private long nextBlock;
    private boolean saidFirst;

    public BatchFollower(ChainClient chain, SettlementLedgerContract ledger, Progress progress) {
        this.chain = chain;
        this.ledger = ledger;
        this.progress = progress;
        this.nextBlock = chain.head().number() + 1;
    }

    /** Until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            for (long head = chain.head().number(); nextBlock <= head; nextBlock++) {
                Block block = chain.block(nextBlock).orElseThrow();
                for (ChainLog log : chain.logs(block.hash(), Set.of(ledger.address()))) {
                    ledger.event(log).ifPresent(event -> tell(event, log));
                }
            }
        } catch (ChainException notNow) {
            // The chain is being started again; the next look continues at the same block.
            return;
        }
    }

    private void tell(SettlementLedgerContract.Event event, ChainLog log) {
        switch (event) {
            case SettlementLedgerContract.BatchCommitted batch -> {
                String what = saidFirst ? "batch settled on chain" : FIRST;
                progress.say(what + ": " + describe(batch.header()) + ", block " + log.blockNumber() + ", transaction "
                        + log.transaction());
                saidFirst = true;
            }
            case SettlementLedgerContract.PeriodClosed period ->
                progress.say("period " + period.period() + " closed on chain with batch " + period.number()
                        + ", transaction " + log.transaction());
        }
    }

    private static String describe(BatchHeader header) {
        Duration length = Duration.ofSeconds(header.slotSeconds());
        Slot first = Slot.ofNumber(header.slotFrom(), length);
        Slot past = Slot.ofNumber(header.slotTo(), length);
        return String.format(
                Locale.ROOT,
                "number %d, slots %s to %s, %d records, %.3f kWh",
                header.number(),
                TIME.format(first.start()),
                TIME.format(past.start()),
                header.records(),
                header.energy().wattHours() / 1e3);
    }
}
