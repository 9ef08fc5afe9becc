package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.link.domain.Exchange;
import java.util.List;

/** Holding registers of the device that is being discovered. */
public interface RegisterSource {
    Answer read(int start, int count);

    /** What came of a read. */
    sealed interface Answer {
        /** @param words exactly as many as asked for */
        record Words(List<Integer> words) implements Answer {
            public Words {
                words = List.copyOf(words);
            }
        }

        /** The device says that there are no such registers. */
        record NoSuchAddress() implements Answer {}

        record Failed(String reason) implements Answer {}

        static Answer of(Exchange exchange) {
            return switch (exchange) {
                case Exchange.Registers registers -> new Words(registers.words());
                case Exchange.DeviceException refused ->
                    refused.concernsBlock() ? new NoSuchAddress() : new Failed("device exception " + refused.code());
                case Exchange.Timeout _ -> new Failed("no answer in time");
                case Exchange.Corrupt corrupt -> new Failed("corrupt reply: " + corrupt.reason());
                case Exchange.NotSent unsent -> new Failed(unsent.reason());
                case Exchange.Written _, Exchange.Identification _ -> new Failed("no registers were read");
            };
        }
    }
}
