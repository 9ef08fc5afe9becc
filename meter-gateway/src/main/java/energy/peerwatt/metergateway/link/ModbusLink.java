package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.FrameLog;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Suspicion;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A bus, whatever carries it. Anything that is not exactly the reply to the request closes the connection, and the next
 * one has another number, by which readers know that they have to ask again who answers.
 *
 * <p>Where replies carry no number a new connection proves nothing, for a late reply can come by it too: it is listened to
 * until it is silent, and a request whose reply could be mistaken for a late one waits until one of another length was
 * answered.
 */
public final class ModbusLink implements BusLink {
    private static final Logger LOG = Logger.getLogger(ModbusLink.class);
    /** A device or a device server that holds a reply back for longer has forgotten it. */
    private static final Duration LATEST_REPLY = Duration.ofMinutes(1);

    private final Endpoint endpoint;
    private final Wire.Opener opener;
    private final Supplier<Manners> manners;
    private final LinkObserver observer;
    private final Suspicion suspicion = new Suspicion(LATEST_REPLY);
    private final FrameLog log = new FrameLog();
    /** What people read off a clock on the wall; no rule builds on it. */
    private final Clock wall = Clock.systemUTC();

    private @Nullable Wire open;
    private long connections;
    private long lastByteNanos;
    private Duration lastReply = Duration.ZERO;

    ModbusLink(Endpoint endpoint, Wire.Opener opener, Supplier<Manners> manners, LinkObserver observer) {
        this.endpoint = endpoint;
        this.opener = opener;
        this.manners = manners;
        this.observer = observer;
    }

    @Override
    public Exchange exchange(BusRequest request, Duration timeout) throws InterruptedException {
        long started = System.nanoTime();
        Exchange exchange = attempt(request, timeout);
        observer.exchanged(endpoint, request.unit(), exchange, Duration.ofNanos(System.nanoTime() - started));
        return exchange;
    }

    @Override
    public List<Frame> frames() {
        return log.frames();
    }

    @Override
    public Duration lastReply() {
        return lastReply;
    }

    private Exchange attempt(BusRequest request, Duration timeout) throws InterruptedException {
        try {
            Wire wire = ready();
            return switch (suspicion.before(request, System.nanoTime())) {
                case Suspicion.Before.Nothing _ -> ask(wire, request, timeout);
                case Suspicion.Before.Ask first -> askAfter(wire, first.other(), request, timeout);
                case Suspicion.Before.Wait _ ->
                    new Exchange.NotSent("too many replies are still to come by " + endpoint);
            };
        } catch (IOException e) {
            close();
            return new Exchange.NotSent("no connection to " + endpoint + ": " + e.getMessage());
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private Exchange askAfter(Wire wire, RegisterRequest first, BusRequest request, Duration timeout)
            throws IOException, InterruptedException {
        Exchange answer = ask(wire, first, timeout);
        return switch (answer) {
            case Exchange.Registers _ -> {
                suspicion.clear();
                yield ask(wire, request, timeout);
            }
            // Not everything can be read in part. Then silence has to do.
            case Exchange.DeviceException _ -> ask(ready(), request, timeout);
            case Exchange.Timeout _ -> answer;
            case Exchange.Corrupt _ -> answer;
            case Exchange.NotSent _ -> answer;
            case Exchange.Written _, Exchange.Identification _ ->
                throw new IllegalStateException("registers were to be read");
        };
    }

    private Exchange ask(Wire wire, BusRequest request, Duration timeout) throws InterruptedException {
        sleepUntil(lastByteNanos + manners.get().gap().toNanos());
        long asked = System.nanoTime();
        Exchange exchange = wire.ask(request, asked + timeout.toNanos(), connections);
        lastByteNanos = System.nanoTime();
        note(wire, request, exchange, Duration.ofNanos(lastByteNanos - asked));
        switch (exchange) {
            case Exchange.Registers _ -> trusted(wire, request, asked);
            case Exchange.Identification _ -> trusted(wire, request, asked);
            case Exchange.Written _ -> trusted(wire, request, asked);
            case Exchange.DeviceException _ -> {
                lastReply = Duration.ofNanos(lastByteNanos - asked);
                if (suspicion.any()) {
                    // It may be the late answer to another request; this one's is still to come then.
                    doubt(wire, request);
                }
            }
            case Exchange.Timeout _ -> doubt(wire, request);
            case Exchange.Corrupt _ -> doubt(wire, request);
            case Exchange.NotSent _ -> close();
        }
        return exchange;
    }

    private void note(Wire wire, BusRequest request, Exchange exchange, Duration took) {
        String outcome =
                switch (exchange) {
                    case Exchange.Registers _ -> "answered";
                    case Exchange.Identification _ -> "answered";
                    case Exchange.Written _ -> "written";
                    case Exchange.DeviceException refused -> "device exception " + refused.code();
                    case Exchange.Timeout _ -> "no whole reply in time";
                    case Exchange.Corrupt corrupt -> corrupt.reason();
                    case Exchange.NotSent unsent -> unsent.reason();
                };
        log.add(new Frame(wall.instant(), request.unit(), wire.sent(), wire.received(), outcome, took));
    }

    private void trusted(Wire wire, BusRequest request, long asked) {
        lastReply = Duration.ofNanos(lastByteNanos - asked);
        if (!wire.numbered() && !suspicion.covers(request, lastByteNanos)) {
            suspicion.clear();
        }
    }

    private void doubt(Wire wire, BusRequest request) {
        if (!wire.numbered()) {
            suspicion.add(request, lastByteNanos);
        }
        close();
    }

    /** Open, and nothing unasked in it. */
    private Wire ready() throws IOException, InterruptedException {
        Wire wire = connected();
        int unasked = wire.discard();
        if (unasked == 0) {
            return wire;
        }
        observer.stale(endpoint, unasked);
        close();
        return connected();
    }

    private Wire connected() throws IOException, InterruptedException {
        if (open != null) {
            return open;
        }
        Wire wire = opened();
        if (wire.numbered()) {
            return wire;
        }
        try {
            hearSilence(wire);
            return wire;
        } catch (IOException e) {
            // A device server that serves one connection at a time may not have noticed yet that the last one is over.
            LOG.debugf("%s is opened a second time: %s", endpoint, e.getMessage());
            close();
            Thread.sleep(manners.get().quiet());
            Wire again = opened();
            hearSilence(again);
            return again;
        }
    }

    private Wire opened() throws IOException, InterruptedException {
        Wire wire = opener.open();
        open = wire;
        connections++;
        observer.opened(endpoint, connections > 1);
        Thread.sleep(manners.get().connectDelay());
        return wire;
    }

    private void hearSilence(Wire wire) throws IOException {
        int unasked = wire.hearSilence(manners.get().quiet());
        if (unasked > 0) {
            observer.stale(endpoint, unasked);
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
