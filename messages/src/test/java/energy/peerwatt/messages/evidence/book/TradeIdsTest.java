package energy.peerwatt.messages.evidence.book;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.Uuids;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TradeIdsTest {
    /** As anybody would write it down: the hash, then the number in four bytes, big-endian. */
    @Test
    void eachIsTheHashOfBookAndNumber() {
        Random random = new Random(1);
        for (int book = 0; book < 50; book++) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            TradeIds ids = new TradeIds(Hash32.of(hash));
            for (int i = 0; i < 100; i++) {
                int index = i < 50 ? i : random.nextInt(Integer.MAX_VALUE);
                byte[] number = ByteBuffer.allocate(4).putInt(index).array();
                assertThat(ids.of(index).value()).isEqualTo(Uuids.version8(Hashing.keccak256(hash, number)));
            }
        }
    }
}
