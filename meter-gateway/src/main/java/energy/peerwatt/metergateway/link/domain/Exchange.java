package energy.peerwatt.metergateway.link.domain;

import java.util.List;

/**
 * What became of one request. Only {@link Registers} and {@link Identification} carry what was read, and only
 * when every byte of the reply is right.
 */
public sealed interface Exchange {

    /**
     * @param words the registers in order, each 0 to 65535
     * @param connection which connection of the link answered; a new one may lead to another device
     */
    record Registers(List<Integer> words, long connection) implements Exchange {
        public Registers {
            words = List.copyOf(words);
        }
    }

    /** One page of what a device says of itself. */
    record Identification(IdentificationPage page, long connection) implements Exchange {}

    /** The device says that it took all the values; whether it did what they ask for is another question. */
    record Written(long connection) implements Exchange {}

    /** No whole reply within the deadline; what was to be written may have been. The connection is gone, so that a late reply meets nobody. */
    record Timeout() implements Exchange {}

    /** The device understood and refused. */
    record DeviceException(int code) implements Exchange {
        public static final int ILLEGAL_FUNCTION = 1;
        public static final int ILLEGAL_ADDRESS = 2;
        public static final int ILLEGAL_VALUE = 3;

        /** Whether other registers, or fewer, might be answered. */
        public boolean concernsBlock() {
            return code == ILLEGAL_ADDRESS || code == ILLEGAL_VALUE;
        }
    }

    /** Something came that is not the reply to this request. The connection is gone. */
    record Corrupt(String reason) implements Exchange {}

    /** Nothing was asked: no connection, or the unit rests after failures. */
    record NotSent(String reason) implements Exchange {}
}
