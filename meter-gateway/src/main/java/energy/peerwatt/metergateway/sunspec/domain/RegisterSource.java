package energy.peerwatt.metergateway.sunspec.domain;

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
    }
}
