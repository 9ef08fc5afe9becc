package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.WrongResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Orders over REST, each request with a token that is checked: many connections place as fast as they are answered, and
 * the clock stops when the last order is committed. Beside that, how long one caller waits for the final answer when
 * nobody else is there.
 *
 * @param orders in a request; more than one travel in an array
 * @param warmUpRequests at least so many come before those that count, however busy the machine is
 * @param alone how often somebody then waits for the final answer
 */
public record Placing(String id, int homes, int orders, int connections, int warmUpRequests, int alone)
        implements Scenario {
    private static final String DATABASE = "order_book";
    private static final int ACCEPTED = 202;
    private static final int CREATED = 201;
    /** Of a home for a slot; more would have nobody to place them. */
    private static final int MOST_OF_A_HOME = 400;

    @Override
    public List<String> run(Effort effort) {
        Market market = new Market(homes);
        try (Surroundings around = new Surroundings()) {
            BookUnderTest book = around.openMarket(market, DATABASE, List.of());
            AtomicLong next = new AtomicLong();
            place(market, book, next, Duration.ofSeconds(effort.seconds()), warmUpRequests);
            awaitStored(around, next.get());

            long before = next.get();
            Duration processor = book.processor();
            long start = System.nanoTime();
            place(market, book, next, Duration.ofSeconds(effort.seconds()), 1);
            long answered = System.nanoTime();
            awaitStored(around, next.get());
            long committed = System.nanoTime();
            Duration taken = book.processor().minus(processor);
            long placed = next.get() - before;

            long[] waits = waitAlone(market, book, next);
            new StoredOrders(around, DATABASE).check(next.get());
            return List.of(String.format(
                    Locale.ROOT,
                    "%s: %,d orders a request, %d connections: %,.0f orders/s taken for %.1f s, %,.0f orders/s from the first"
                            + " request to the last commit; %.0f us of the book's processor an order; alone and waiting for"
                            + " the final answer p50 %.1f ms, p99 %.1f ms; all %,d stored once",
                    id,
                    orders,
                    connections,
                    placed * 1e9 / (answered - start),
                    (answered - start) / 1e9,
                    placed * 1e9 / (committed - start),
                    taken.toNanos() / 1e3 / placed,
                    waits[waits.length / 2] / 1e6,
                    waits[waits.length * 99 / 100] / 1e6,
                    next.get()));
        }
    }

    /** For at least that time, and at least so many requests. */
    private void place(Market market, BookUnderTest book, AtomicLong next, Duration time, long requests) {
        long end = System.nanoTime() + time.toNanos();
        long enough = next.get() + requests * orders;
        long most = (long) homes * MOST_OF_A_HOME;
        Callable<Void> caller = () -> {
            try (HttpConnection service = new HttpConnection(book.port(), BookUnderTest.token())) {
                while (System.nanoTime() < end || next.get() < enough) {
                    long first = next.getAndAdd(orders);
                    WrongResult.unless(first < most, "there are too few homes for so many orders");
                    HttpConnection.Answer answer = service.post(Market.BASE + "/orders", body(market, first));
                    WrongResult.unless(
                            answer.status() == ACCEPTED,
                            "an order is answered " + answer.status() + " " + answer.body());
                }
                return null;
            }
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> calls = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                calls.add(callers.submit(caller));
            }
            for (Future<Void> call : calls) {
                call.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while orders were placed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WrongResult wrong) {
                throw wrong;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private String body(Market market, long first) {
        return orders == 1
                ? market.order(first)
                : LongStream.range(first, first + orders)
                        .mapToObj(market::order)
                        .collect(Collectors.joining(",", "[", "]"));
    }

    private static void awaitStored(Surroundings around, long count) {
        around.until(
                "all orders",
                Duration.ofMinutes(5),
                () -> around.number(DATABASE, "SELECT count(*) FROM book_order") >= count);
    }

    private long[] waitAlone(Market market, BookUnderTest book, AtomicLong next) {
        long[] waits = new long[alone];
        try (HttpConnection service = new HttpConnection(book.port(), BookUnderTest.token())) {
            for (int i = 0; i < alone; i++) {
                String body = body(market, next.getAndAdd(orders));
                long start = System.nanoTime();
                HttpConnection.Answer answer = service.postAndWait(Market.BASE + "/orders", body);
                waits[i] = System.nanoTime() - start;
                WrongResult.unlessEqual("the answer to who waits", CREATED, answer.status());
            }
        }
        Arrays.sort(waits);
        return waits;
    }
}
