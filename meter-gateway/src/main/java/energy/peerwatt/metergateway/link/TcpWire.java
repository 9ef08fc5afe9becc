package energy.peerwatt.metergateway.link;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransport;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.ReplyCheck;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Modbus TCP by j2mod, plain or within TLS. The library's transport writes a request and reads one reply; its
 * transactions are not used, for they retry, sleep, keep a connection with a late reply in it and take that reply for the
 * next request's answer (hazards H1, H5 and H6 of j2mod 3.3.0). Here every request has a transaction number of its own and
 * the reply's bytes are checked one by one (H3).
 */
final class TcpWire implements Wire {
    private static final Logger LOG = Logger.getLogger(TcpWire.class);

    private final TappedSocket socket;
    private final ModbusTCPTransport transport;
    private final IntSupplier transactions;

    /** @param transactions go on over connections */
    TcpWire(Socket connected, IntSupplier transactions) throws IOException {
        this.socket = new TappedSocket(connected);
        this.transactions = transactions;
        try {
            this.transport = new ModbusTCPTransport(socket);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean numbered() {
        return true;
    }

    @Override
    public int discard() throws IOException {
        return socket.tap().discard();
    }

    @Override
    public int hearSilence(Duration quiet) {
        throw new UnsupportedOperationException("replies carry numbers here");
    }

    @Override
    public Exchange ask(BusRequest request, long deadlineNanos, long connection) {
        int transaction = transactions.getAsInt();
        socket.forgetSent();
        socket.tap().expectReplyBefore(deadlineNanos);
        try {
            transport.writeRequest(Messages.of(request, transaction));
            transport.readResponse();
        } catch (ModbusIOException e) {
            return socket.tap().timedOut()
                    ? new Exchange.Timeout()
                    : new Exchange.Corrupt(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The library lets some malformed frames escape as array or argument errors.
            return new Exchange.Corrupt("unreadable reply: " + e);
        }
        byte[] frame = socket.tap().frame();
        Optional<String> doubt = ReplyCheck.doubt(frame, transaction, request);
        if (doubt.isPresent()) {
            return new Exchange.Corrupt(doubt.get());
        }
        Optional<Integer> refused = ReplyCheck.exception(frame);
        if (refused.isPresent()) {
            return new Exchange.DeviceException(refused.get());
        }
        return switch (request) {
            case RegisterRequest read -> new Exchange.Registers(ReplyCheck.words(frame, read.block()), connection);
            case IdentificationRequest _ -> new Exchange.Identification(ReplyCheck.objects(frame), connection);
            case RegisterWrite _ -> new Exchange.Written(connection);
        };
    }

    @Override
    public byte[] sent() {
        return socket.sent();
    }

    @Override
    public byte[] received() {
        return socket.tap().frame();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debugf("closing %s: %s", socket, e.getMessage());
        }
    }
}
