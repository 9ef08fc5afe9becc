package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.ValueType;

/** Types of SunSpec points, each with the bits by which a device says that it does not implement the point. */
public enum PointType {
    INT16(ValueType.INT16, 0x8000L),
    UINT16(ValueType.UINT16, 0xFFFFL),
    INT32(ValueType.INT32, 0x8000_0000L),
    UINT32(ValueType.UINT32, 0xFFFF_FFFFL),
    INT64(ValueType.INT64, Long.MIN_VALUE),
    UINT64(ValueType.UINT64, -1L),
    /** Zero says that nothing is accumulated; see {@link ValueType}. */
    ACC16(ValueType.ACC16, 0),
    ACC32(ValueType.ACC32, 0),
    ACC64(ValueType.ACC64, 0),
    ENUM16(ValueType.UINT16, 0xFFFFL),
    ENUM32(ValueType.UINT32, 0xFFFF_FFFFL),
    BITFIELD16(ValueType.UINT16, 0xFFFFL),
    BITFIELD32(ValueType.UINT32, 0xFFFF_FFFFL),
    BITFIELD64(ValueType.UINT64, -1L),
    COUNT(ValueType.UINT16, 0xFFFFL),
    SUNSSF(ValueType.INT16, 0x8000L),
    IPADDR(ValueType.UINT32, 0),
    EUI48(ValueType.UINT64, -1L),
    /** Every NaN, not one pattern of bits; see {@link ValueType}. */
    FLOAT32(ValueType.FLOAT32),
    FLOAT64(ValueType.FLOAT64),
    /** Empty says that it is not implemented. */
    STRING(ValueType.TEXT),
    /** Fills a gap; never says anything. */
    PAD(ValueType.UINT16);

    private final ValueType value;
    private final boolean marked;
    private final long notImplemented;

    PointType(ValueType value, long notImplemented) {
        this.value = value;
        this.marked = true;
        this.notImplemented = notImplemented;
    }

    PointType(ValueType value) {
        this.value = value;
        this.marked = false;
        this.notImplemented = 0;
    }

    /** 0 for strings, which have no length of their own. */
    public int registers() {
        return value.registers();
    }

    /** Whether the point is a number that can be measured; what is none has no decoded value. */
    public boolean number() {
        return this != STRING && this != PAD;
    }

    /**
     * What the bits say, before any scale factor.
     *
     * @throws IllegalArgumentException for strings
     */
    public Decoded decode(long bits) {
        if (this == PAD) {
            return Absent.NOT_IMPLEMENTED;
        }
        if (marked && bits == notImplemented) {
            return bits == 0 && this != IPADDR ? Absent.NOT_ACCUMULATED : Absent.NOT_IMPLEMENTED;
        }
        return value.decode(bits);
    }
}
