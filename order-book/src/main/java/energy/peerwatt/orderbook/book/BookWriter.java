package energy.peerwatt.orderbook.book;

import energy.peerwatt.orderbook.book.store.BatchOutcome;
import energy.peerwatt.orderbook.book.store.BookStore;
import energy.peerwatt.orderbook.book.store.Fenced;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The one writer of the books of our partitions: decides each polled batch in memory and stores it in one transaction
 * with the offset after it. Whatever goes wrong, the books in memory are thrown away and rebuilt from the database, and
 * the batch is taken up again where the database stands.
 */
@ApplicationScoped
class BookWriter {
    private static final Logger LOG = Logger.getLogger(BookWriter.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Ownership ownership;
    private final BookStore store;
    private final MeterRegistry metrics;

    BookWriter(Ownership ownership, BookStore store, MeterRegistry metrics) {
        this.ownership = ownership;
        this.store = store;
        this.metrics = metrics;
    }

    @Incoming("commands-in")
    @Blocking
    void write(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            write(partition.partition(), records.records(partition));
        }
    }

    private void write(int partition, List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        Map<Long, String> broken = new HashMap<>();
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                Optional<OwnedPartition> books = ownership.find(partition);
                if (books.isPresent()) {
                    write(books.get(), records, broken);
                }
                return;
            } catch (OwnedPartition.Broken e) {
                LOG.errorf(e, "partition %d: the command at offset %d is put aside", partition, e.offset());
                broken.put(e.offset(), String.valueOf(e.getCause()));
            } catch (Fenced e) {
                LOG.warnf("%s: rebuilding its books", e.getMessage());
            } catch (RuntimeException e) {
                Optional<String> refusal = DataRefusal.in(e);
                if (refusal.isPresent() && records.size() > 1) {
                    LOG.warnf(e, "partition %d: the database refuses what a batch holds, one by one now", partition);
                    rebuild(partition);
                    for (ConsumerRecord<String, byte[]> record : records) {
                        write(partition, List.of(record));
                    }
                    return;
                }
                if (refusal.isPresent() && broken.isEmpty()) {
                    long offset = records.getFirst().offset();
                    LOG.errorf(e, "partition %d: the command at offset %d is put aside", partition, offset);
                    broken.put(offset, refusal.get());
                    rebuild(partition);
                    continue;
                }
                LOG.warnf(e, "partition %d: a batch could not be stored, rebuilding and trying again", partition);
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            rebuild(partition);
        }
    }

    private void rebuild(int partition) throws InterruptedException {
        while (true) {
            try {
                ownership.rebuild(partition);
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "partition %d: its books cannot be read, trying again", partition);
                Thread.sleep(LONGEST_PAUSE);
            }
        }
    }

    private void write(OwnedPartition books, List<ConsumerRecord<String, byte[]>> records, Map<Long, String> broken) {
        List<LoggedCommand> batch = records.stream()
                .filter(record -> record.offset() >= books.nextOffset())
                .map(record -> broken.containsKey(record.offset())
                        ? LoggedCommand.unreadable(record, broken.get(record.offset()))
                        : LoggedCommand.of(record))
                .toList();
        if (batch.isEmpty()) {
            return;
        }
        if (!books.goesOnAt(batch.getFirst().offset())) {
            ownership.readAgain(records.getFirst().partition(), books.nextOffset());
            return;
        }
        BookStore.Known known =
                Awaiting.result(() -> store.known(OwnedPartition.commandIds(batch), OwnedPartition.orderIds(batch)));
        BatchOutcome outcome = books.decide(batch, known);
        Awaiting.result(() -> store.commit(outcome));
        books.stored(outcome);
        ownership.refresh(outcome.partition());
        count(batch, outcome);
    }

    private void count(List<LoggedCommand> batch, BatchOutcome outcome) {
        metrics.counter("peerwatt.book.commands").increment(outcome.decided().size());
        long unreadable = batch.stream()
                .filter(LoggedCommand.Unreadable.class::isInstance)
                .count();
        metrics.counter("peerwatt.book.commands.dead").increment(unreadable);
    }
}
