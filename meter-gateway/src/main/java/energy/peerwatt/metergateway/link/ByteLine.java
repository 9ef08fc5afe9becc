package energy.peerwatt.metergateway.link;

import java.io.IOException;

/** A line on which bytes come and go without anything that says where a frame begins. */
interface ByteLine extends AutoCloseable {
    /** How many bytes can be read without waiting. */
    int available() throws IOException;

    /**
     * Reads what there is, at least one byte.
     *
     * @return how many; 0 if none came before the deadline
     * @throws IOException if the line is gone
     */
    int read(byte[] into, int offset, int most, long deadlineNanos) throws IOException;

    void write(byte[] bytes, int count) throws IOException;

    @Override
    void close();
}
