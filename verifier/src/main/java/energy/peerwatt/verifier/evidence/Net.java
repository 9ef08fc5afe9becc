package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The running net of a period, nano-currency per account index. */
public final class Net {
    private long[] nano = new long[0];

    public void add(Entry entry) {
        credit(entry.payee(), entry.amount());
        credit(entry.payer(), -entry.amount());
    }

    private void credit(int account, long amount) {
        if (account >= nano.length) {
            nano = Arrays.copyOf(nano, account + 1);
        }
        nano[account] = Math.addExact(nano[account], amount);
    }

    /** One more than the highest account that was ever touched. */
    public int accounts() {
        return nano.length;
    }

    /** @param accounts length of the array that is hashed, int64 big-endian each */
    public Hash32 hash(int accounts) {
        ByteBuffer bytes = ByteBuffer.allocate(accounts * Long.BYTES);
        for (long amount : Arrays.copyOf(nano, accounts)) {
            bytes.putLong(amount);
        }
        return Keccak.hash(bytes.array());
    }

    public long[] toArray() {
        return nano.clone();
    }
}
