package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Pwb1Test {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @Test
    void laysARecordOutAsWritten() {
        byte[] packed = Pwb1.pack(List.of(new Pwb1.Record(6_000_000, new Price(140_000), 5, 4, new Energy(1_200))));
        assertThat(HexFormat.of().formatHex(packed))
                .isEqualTo("005b8d80" + "000222e0" + "0001" + "0005" + "0004" + "0004b0" + "00".repeat(21));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void unpacksWhatItPacked(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pwb1.Record> records = new ArrayList<>();
        int count = random.nextInt(0, 60);
        for (int i = 0; i < count; i++) {
            int payer = random.nextInt(4, 20);
            int payee = (payer + random.nextInt(1, 10));
            records.add(new Pwb1.Record(
                    random.nextLong(100, 103),
                    new Price(random.nextLong(0, 4)),
                    payer,
                    payee,
                    new Energy(random.nextLong(1, Pwb1.MAX_WH + 1))));
        }
        records.sort(Pwb1.ORDER);
        byte[] packed = Pwb1.pack(records);
        assertThat(Pwb1.unpack(packed)).isEqualTo(records);
        assertThat(Pwb1.pack(Pwb1.unpack(packed))).isEqualTo(packed);
    }

    @Test
    void refusesWhatCannotBePacked() {
        assertThatThrownBy(() -> new Pwb1.Record(1, Price.ZERO, 5, 5, new Energy(1)))
                .hasMessageContaining("itself");
        assertThatThrownBy(() -> new Pwb1.Record(1, Price.ZERO, 5, 4, new Energy(Pwb1.MAX_WH + 1)))
                .hasMessageContaining("16777215");
        Pwb1.Record later = new Pwb1.Record(2, Price.ZERO, 5, 4, new Energy(1));
        Pwb1.Record earlier = new Pwb1.Record(1, Price.ZERO, 5, 4, new Energy(1));
        assertThatThrownBy(() -> Pwb1.pack(List.of(later, earlier))).hasMessageContaining("not in order at index 1");
        assertThatThrownBy(() -> Pwb1.unpack(new byte[9])).hasMessageContaining("ends inside");
    }
}
