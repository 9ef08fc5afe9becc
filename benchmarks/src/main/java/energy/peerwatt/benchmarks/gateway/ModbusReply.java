package energy.peerwatt.benchmarks.gateway;

import java.nio.ByteBuffer;

/** Modbus TCP as a meter speaks it: {@code transaction u16 | protocol u16 | length u16 | unit u8 | function u8 | data}. */
final class ModbusReply {
    private static final int HEADER = 6;
    private static final int READ_REQUEST = 12;
    private static final int LENGTH_AT = 4;
    private static final int ERROR = 0x80;
    private static final byte ILLEGAL_ADDRESS = 2;
    /** Unit, function and byte count. */
    private static final int BEFORE_REGISTERS = 3;

    private ModbusReply() {}

    /** Whether a whole request lies there; every one that a reader of registers sends is of the same length. */
    static boolean whole(ByteBuffer received) {
        return received.remaining() >= READ_REQUEST;
    }

    /**
     * Takes one request and writes the reply.
     *
     * @return false if the reply is an exception
     */
    static boolean write(ByteBuffer received, SimulatedMeter meter, long nanos, ByteBuffer into) {
        int from = received.position();
        into.putShort(received.getShort()).putShort(received.getShort());
        received.getShort();
        byte unit = received.get();
        int function = received.get();
        MeterMap.Request asked = new MeterMap.Request(function, word(received), word(received));
        if (received.position() - from != READ_REQUEST) {
            throw new IllegalStateException("a request of " + (received.position() - from) + " bytes");
        }
        into.putShort((short) 0).put(unit).put((byte) function).put((byte) (2 * asked.count()));
        if (meter.map().fill(meter, asked, nanos, into)) {
            into.putShort(LENGTH_AT, (short) (BEFORE_REGISTERS + 2 * asked.count()));
            return true;
        }
        into.position(HEADER + 1);
        into.put((byte) (function | ERROR)).put(ILLEGAL_ADDRESS);
        into.putShort(LENGTH_AT, (short) BEFORE_REGISTERS);
        return false;
    }

    private static int word(ByteBuffer from) {
        return from.getShort() & 0xFFFF;
    }
}
