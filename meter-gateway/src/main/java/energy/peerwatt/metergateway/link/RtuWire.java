package energy.peerwatt.metergateway.link;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusRTUTransport;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.ReplyCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * RTU frames by j2mod's transport, on a serial line or through a socket. The library's own mode for sockets throws the CRC
 * away unread (H2 of j2mod 3.3.0); this is its serial transport, and the CRC is checked once more on the bytes as they
 * came. Its transactions are not used (H4 to H8).
 */
final class RtuWire implements Wire {
    private static final int MOST_UNASKED = 4096;
    private static final int LONGEST_IN_QUIETS = 10;
    private static final int NO_TRANSACTION = 0;
    private static final long HERE_ALREADY_NANOS = 1_000_000_000L;

    private final ByteLine line;
    private final LineConnection connection;
    private final ModbusRTUTransport transport = new ModbusRTUTransport();

    RtuWire(ByteLine line) throws IOException {
        this.line = line;
        this.connection = new LineConnection(line);
        transport.setCommPort(connection);
    }

    @Override
    public boolean numbered() {
        return false;
    }

    @Override
    public int discard() throws IOException {
        byte[] unasked = new byte[MOST_UNASKED];
        int total = 0;
        for (int there = line.available(); there > 0 && total < MOST_UNASKED; there = line.available()) {
            total += line.read(unasked, 0, Math.min(there, MOST_UNASKED), System.nanoTime() + HERE_ALREADY_NANOS);
        }
        return total;
    }

    @Override
    public int hearSilence(Duration quiet) throws IOException {
        byte[] unasked = new byte[MOST_UNASKED];
        int total = 0;
        long longest = System.nanoTime() + LONGEST_IN_QUIETS * quiet.toNanos();
        while (true) {
            int read = line.read(unasked, 0, unasked.length, System.nanoTime() + quiet.toNanos());
            if (read == 0) {
                return total;
            }
            total += read;
            if (longest - System.nanoTime() <= 0) {
                throw new IOException("the line does not fall silent: " + total + " bytes that nobody asked for");
            }
        }
    }

    @Override
    public Exchange ask(BusRequest request, long deadlineNanos, long number) {
        connection.expectReplyBefore(deadlineNanos);
        try {
            transport.writeRequest(Messages.of(request, NO_TRANSACTION));
            transport.readResponse();
        } catch (ModbusIOException e) {
            return failed(e, request, number);
        } catch (RuntimeException e) {
            // The library lets some malformed frames escape as array or argument errors.
            return new Exchange.Corrupt("unreadable reply: " + e);
        }
        byte[] frame = connection.frame();
        Optional<String> doubt = ReplyCheck.doubtOnLine(frame, request);
        if (doubt.isPresent()) {
            return new Exchange.Corrupt(doubt.get());
        }
        Optional<Integer> refused = ReplyCheck.exceptionOnLine(frame);
        if (refused.isPresent()) {
            return new Exchange.DeviceException(refused.get());
        }
        return switch (request) {
            case RegisterRequest read -> new Exchange.Registers(ReplyCheck.wordsOnLine(frame, read.block()), number);
            case IdentificationRequest _ -> new Exchange.Identification(ReplyCheck.objectsOnLine(frame), number);
            case RegisterWrite _ -> new Exchange.Written(number);
        };
    }

    private Exchange failed(ModbusIOException e, BusRequest request, long number) {
        // The library waits for more bytes behind an identification without objects, which is whole.
        if (request instanceof IdentificationRequest
                && connection.timedOut()
                && ReplyCheck.doubtOnLine(connection.frame(), request).isEmpty()
                && ReplyCheck.exceptionOnLine(connection.frame()).isEmpty()) {
            return new Exchange.Identification(ReplyCheck.objectsOnLine(connection.frame()), number);
        }
        if (connection.broken() != null) {
            return new Exchange.Corrupt("the line broke: " + connection.broken());
        }
        return connection.timedOut() ? new Exchange.Timeout() : new Exchange.Corrupt(String.valueOf(e.getMessage()));
    }

    @Override
    public byte[] sent() {
        return connection.sent();
    }

    @Override
    public byte[] received() {
        return connection.frame();
    }

    @Override
    public void close() {
        line.close();
    }
}
