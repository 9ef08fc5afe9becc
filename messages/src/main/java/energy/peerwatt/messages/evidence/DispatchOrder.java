package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Power;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * What grid-service asks of one device and signs with its P-256 key. 96 bytes, big-endian:
 *
 * <pre>"PWDISP" | version u8 = 1 | dispatchId 16 | revision u32 | gridEventId 16 | gatewayId 16 | meterId 16
 * | kind u8 | watts u32 | start u64 s | end u64 s</pre>
 *
 * <p>The highest revision of a dispatch holds; the gateway refuses one that is not above the last it accepted, so a
 * replayed order has no effect. Times are market time.
 *
 * @param meter of the home the device stands in
 * @param revision from 1
 * @param power what is asked for, 0 to 2^32 - 1 W; 0 for a release, and for a limit that lets nothing through
 * @param start from then on
 * @param end the device is released then, whatever happens
 */
public record DispatchOrder(
        DispatchId dispatch,
        int revision,
        GridEventId event,
        GatewayId gateway,
        MeterId meter,
        DispatchKind kind,
        Power power,
        Instant start,
        Instant end) {
    public static final int VERSION = 1;
    public static final int LENGTH = 6 + 1 + 16 + 4 + 16 + 16 + 16 + 1 + 4 + 8 + 8;
    private static final byte[] TAG = "PWDISP".getBytes(StandardCharsets.US_ASCII);
    private static final long MOST_WATTS = 0xFFFF_FFFFL;

    public DispatchOrder {
        Objects.requireNonNull(dispatch, "dispatch is missing");
        Objects.requireNonNull(event, "event is missing");
        Objects.requireNonNull(gateway, "gateway is missing");
        Objects.requireNonNull(meter, "meter is missing");
        Objects.requireNonNull(kind, "kind is missing");
        Objects.requireNonNull(power, "power is missing");
        Objects.requireNonNull(start, "start is missing");
        Objects.requireNonNull(end, "end is missing");
        if (revision < 1) {
            throw new IllegalArgumentException("revision counts from 1: " + revision);
        }
        if (power.watts() < 0 || power.watts() > MOST_WATTS) {
            throw new IllegalArgumentException("power must be 0 to " + MOST_WATTS + " W: " + power);
        }
        boolean release = kind == DispatchKind.RELEASE;
        if (!kind.limits() && release != (power.watts() == 0)) {
            throw new IllegalArgumentException(
                    "a release asks for 0 W, and nothing else does that sets no limit: " + kind + ", " + power);
        }
        if (start.getNano() != 0 || end.getNano() != 0 || start.getEpochSecond() < 0 || !start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "start and end must be whole seconds, start first: " + start + ", " + end);
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(TAG)
                .put((byte) VERSION)
                .put(dispatch.bytes())
                .putInt(revision)
                .put(event.bytes())
                .put(gateway.bytes())
                .put(meter.bytes())
                .put((byte) kind.code())
                .putInt((int) power.watts())
                .putLong(start.getEpochSecond())
                .putLong(end.getEpochSecond())
                .array();
    }

    /** @throws IllegalArgumentException naming what is wrong with the bytes */
    public static DispatchOrder decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a dispatch order has " + LENGTH + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] tag = new byte[TAG.length];
        in.get(tag);
        if (!Arrays.equals(tag, TAG)) {
            throw new IllegalArgumentException("a dispatch order starts with PWDISP");
        }
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("dispatch order version " + version + " is not known, only " + VERSION);
        }
        return new DispatchOrder(
                new DispatchId(Uuids.read(in)),
                in.getInt(),
                new GridEventId(Uuids.read(in)),
                new GatewayId(Uuids.read(in)),
                new MeterId(Uuids.read(in)),
                DispatchKind.of(Byte.toUnsignedInt(in.get())),
                Power.ofWatts(Integer.toUnsignedLong(in.getInt())),
                Instant.ofEpochSecond(in.getLong()),
                Instant.ofEpochSecond(in.getLong()));
    }
}
