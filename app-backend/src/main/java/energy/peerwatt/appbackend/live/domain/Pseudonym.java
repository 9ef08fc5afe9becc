package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.AccountId;
import java.nio.ByteBuffer;

/** A name for a partner that says nothing to anybody else: it depends on who looks. */
public final class Pseudonym {
    private static final String LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 4;

    private Pseudonym() {}

    public static String of(AccountId observer, AccountId partner) {
        byte[] hash = Hashing.keccak256(ByteBuffer.allocate(32)
                .put(observer.bytes())
                .put(partner.bytes())
                .array());
        StringBuilder name = new StringBuilder("Neighbour ");
        for (int i = 0; i < LENGTH; i++) {
            name.append(LETTERS.charAt(Byte.toUnsignedInt(hash[i]) % LETTERS.length()));
        }
        return name.toString();
    }
}
