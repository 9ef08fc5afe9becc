package energy.peerwatt.metergateway.link;

import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.net.AbstractSerialConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line as the Modbus library's RTU transport wants it: a serial port. Keeps the bytes of the reply as they came and holds
 * the deadline over the whole of it. It claims a speed at which the library's waits after writing come to nothing (H8), for
 * whoever reads here waits anyway.
 */
final class LineConnection extends AbstractSerialConnection {
    private static final int BOUNDLESS = Integer.MAX_VALUE;
    private static final int DATA_BITS = 8;

    private final ByteLine line;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private byte[] sent = {};
    private long deadlineNanos;
    private boolean timedOut;
    private @Nullable String broken;

    LineConnection(ByteLine line) {
        this.line = line;
    }

    void expectReplyBefore(long nanos) {
        seen.reset();
        sent = new byte[0];
        timedOut = false;
        deadlineNanos = nanos;
    }

    byte[] frame() {
        return seen.toByteArray();
    }

    byte[] sent() {
        return sent.clone();
    }

    boolean timedOut() {
        return timedOut;
    }

    /** Why the line cannot be used any more; null if it can. */
    @Nullable
    String broken() {
        return broken;
    }

    @Override
    public int readBytes(byte[] buffer, int bytesToRead) {
        int read = 0;
        try {
            while (read < bytesToRead) {
                int more = line.read(buffer, read, bytesToRead - read, deadlineNanos);
                if (more == 0) {
                    timedOut = true;
                    return read;
                }
                seen.write(buffer, read, more);
                read += more;
            }
        } catch (IOException e) {
            broken = String.valueOf(e.getMessage());
        }
        return read;
    }

    @Override
    public int writeBytes(byte[] buffer, int bytesToWrite) {
        sent = Arrays.copyOf(buffer, bytesToWrite);
        try {
            line.write(buffer, bytesToWrite);
            return bytesToWrite;
        } catch (IOException e) {
            broken = String.valueOf(e.getMessage());
            return -1;
        }
    }

    @Override
    public int bytesAvailable() {
        try {
            return line.available();
        } catch (IOException e) {
            broken = String.valueOf(e.getMessage());
            return 0;
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public int getBaudRate() {
        return BOUNDLESS;
    }

    @Override
    public int getNumDataBits() {
        return DATA_BITS;
    }

    @Override
    public int getNumStopBits() {
        return ONE_STOP_BIT;
    }

    @Override
    public int getParity() {
        return NO_PARITY;
    }

    @Override
    public String getPortName() {
        return line.toString();
    }

    @Override
    public String getDescriptivePortName() {
        return line.toString();
    }

    @Override
    public Set<String> getCommPorts() {
        return Set.of();
    }

    /** Deadlines are set for each reply. */
    @Override
    public void setComPortTimeouts(int mode, int read, int write) {}

    @Override
    public int getTimeout() {
        return 0;
    }

    @Override
    public void setTimeout(int timeout) {}

    /** It is open when it is made. */
    @Override
    public void open() {}

    @Override
    public void close() {
        line.close();
    }

    @Override
    public AbstractModbusTransport getModbusTransport() {
        throw new UnsupportedOperationException("the transport has this connection, not the other way round");
    }
}
