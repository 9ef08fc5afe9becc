package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.ReadRequest;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import energy.peerwatt.metergateway.plan.domain.WireTime;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Asks the units of a bus, one after the other, whether somebody is there. Every conforming device answers a read, if only
 * to refuse it.
 */
public final class BusScan {
    /** Every unit that a device may have on a line. */
    public static final List<Integer> ALL =
            IntStream.rangeClosed(1, 247).boxed().toList();

    private static final Duration ON_A_LINE = Duration.ofMillis(100);
    private static final Duration BY_SOCKET = Duration.ofMillis(250);
    private static final int TRIES_FOR_THE_FIRST = 8;
    private static final int PATH_UNAVAILABLE = 0x0A;
    private static final int TARGET_SILENT = 0x0B;
    private static final SerialSettings BEHIND_A_SERVER = SerialSettings.USUAL;
    private static final RegisterBlock QUESTION = new RegisterBlock(RegisterFunction.HOLDING, 0, 1);

    private final Asker asker;
    private final Endpoint endpoint;
    private final Collection<Profile> profiles;
    private final int triesForTheFirst;

    /** @param asker waits for {@link #patience} */
    public BusScan(Asker asker, Endpoint endpoint, Collection<Profile> profiles) {
        this(asker, endpoint, profiles, TRIES_FOR_THE_FIRST);
    }

    /** @param triesForTheFirst how often the first unit is asked before it counts as silent */
    BusScan(Asker asker, Endpoint endpoint, Collection<Profile> profiles, int triesForTheFirst) {
        this.triesForTheFirst = triesForTheFirst;
        this.asker = asker;
        this.endpoint = endpoint;
        this.profiles = List.copyOf(profiles);
    }

    /** How long an answer is waited for; on a line its characters take their time on top. */
    public static Duration patience(Endpoint endpoint, ReadRequest request) {
        return switch (endpoint) {
            case Endpoint.Serial serial -> ON_A_LINE.plus(WireTime.characters(serial.settings(), request));
            case Endpoint.RtuOverTcp _ -> BY_SOCKET.plus(WireTime.characters(BEHIND_A_SERVER, request));
            case Endpoint.Tcp _, Endpoint.Tls _ -> BY_SOCKET;
        };
    }

    /** The bus itself cannot be reached: there is nothing to find. */
    public static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreachableException(String reason) {
            super(reason);
        }
    }

    /**
     * @param units in this order; the first one, which is the one that is meant, gets more tries than the others
     * @param found told of every unit, silent ones too
     * @throws InterruptedException if the thread is interrupted, which is how a scan is called off
     */
    public void run(List<Integer> units, Consumer<Finding> found) throws InterruptedException, UnreachableException {
        for (int unit : units) {
            found.accept(ask(unit, unit == units.getFirst() ? triesForTheFirst : 1));
            if (Thread.interrupted()) {
                throw new InterruptedException("the scan was called off");
            }
        }
    }

    private Finding ask(int unit, int tries) throws InterruptedException, UnreachableException {
        Exchange first = asker.ask(new RegisterRequest(unit, QUESTION));
        for (int i = 1; i < tries && first instanceof Exchange.Timeout; i++) {
            first = asker.ask(new RegisterRequest(unit, QUESTION));
        }
        // Noise is not yet a collision.
        Exchange answer = first instanceof Exchange.Corrupt ? asker.ask(new RegisterRequest(unit, QUESTION)) : first;
        return switch (answer) {
            case Exchange.Registers _ -> identify(unit);
            case Exchange.DeviceException refused ->
                refused.code() == PATH_UNAVAILABLE || refused.code() == TARGET_SILENT
                        ? new Finding(unit, Finding.Kind.SILENT, "its device server says that nobody answers")
                        : identify(unit);
            case Exchange.Timeout _ -> new Finding(unit, Finding.Kind.SILENT, "no answer in time");
            case Exchange.Corrupt corrupt ->
                onALine()
                        ? new Finding(unit, Finding.Kind.COLLISION, corrupt.reason())
                        : new Finding(unit, Finding.Kind.SILENT, corrupt.reason());
            case Exchange.NotSent unsent -> throw new UnreachableException(unsent.reason());
            case Exchange.Written _, Exchange.Identification _ ->
                throw new IllegalStateException("registers were to be read");
        };
    }

    /** Only on a line can two devices talk at once. */
    private boolean onALine() {
        return switch (endpoint) {
            case Endpoint.Serial _, Endpoint.RtuOverTcp _ -> true;
            case Endpoint.Tcp _, Endpoint.Tls _ -> false;
        };
    }

    private Finding identify(int unit) {
        DeviceAccess access = new DeviceAccess(asker, unit, Map.of());
        return Recognition.recognise(profiles, access)
                .map(it -> new Finding(
                        unit,
                        Finding.Kind.KNOWN,
                        it.profile().id() + ", " + it.profile().title()))
                .orElseGet(() -> new Finding(
                        unit,
                        Finding.Kind.ANSWERING_UNKNOWN,
                        Recognition.nameplate(access)
                                .map(plate -> "%s %s %s"
                                        .formatted(plate.maker(), plate.model(), plate.serial())
                                        .strip())
                                .orElse("it does not say what it is: name its profile")));
    }
}
