package energy.peerwatt.metergateway.link;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransport;
import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.ReplyCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Modbus TCP by j2mod. The library's transport writes a request and reads one reply; its transactions are not used, for
 * they retry, sleep, keep a connection with a late reply in it and take that reply for the next request's answer (hazards
 * H1, H5 and H6 of j2mod 3.3.0). Here every request has a transaction number of its own, the reply's bytes are checked one
 * by one, and anything that is not exactly the reply closes the connection (H3).
 */
public final class J2modTcpLink implements BusLink {
    private static final Logger LOG = Logger.getLogger(J2modTcpLink.class);
    private static final int TRANSACTIONS = 0xFFFF;

    private final Endpoint endpoint;
    private final Duration connectTimeout;
    private final LinkObserver observer;
    private @Nullable Open open;
    private long connections;
    private int transaction;

    private record Open(TappedSocket socket, ReplyTap tap, ModbusTCPTransport transport, long number) {}

    public J2modTcpLink(Endpoint endpoint, Duration connectTimeout, LinkObserver observer) {
        this.endpoint = endpoint;
        this.connectTimeout = connectTimeout;
        this.observer = observer;
    }

    @Override
    public Exchange exchange(BusRequest request, Duration deadline) {
        Exchange exchange = attempt(request, System.nanoTime() + deadline.toNanos());
        observer.exchanged(endpoint, exchange);
        return exchange;
    }

    private Exchange attempt(BusRequest request, long deadlineNanos) {
        Open connection;
        try {
            connection = connected();
        } catch (IOException e) {
            close();
            return new Exchange.NotSent("no connection to " + endpoint + ": " + e.getMessage());
        }
        Exchange exchange = ask(connection, request, deadlineNanos);
        if (exchange instanceof Exchange.Timeout || exchange instanceof Exchange.Corrupt) {
            close();
        }
        return exchange;
    }

    private Exchange ask(Open connection, BusRequest request, long deadlineNanos) {
        transaction = transaction % TRANSACTIONS + 1;
        ModbusRequest message = message(request);
        message.setUnitID(request.unit());
        message.setTransactionID(transaction);
        connection.tap().expectReplyBefore(deadlineNanos);
        ModbusResponse response;
        try {
            connection.transport().writeRequest(message);
            response = connection.transport().readResponse();
        } catch (ModbusIOException e) {
            return connection.tap().timedOut()
                    ? new Exchange.Timeout()
                    : new Exchange.Corrupt(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The library lets some malformed frames escape as array or argument errors.
            return new Exchange.Corrupt("unreadable reply: " + e);
        }
        byte[] frame = connection.tap().frame();
        Optional<String> doubt = ReplyCheck.doubt(frame, transaction, request);
        if (doubt.isPresent()) {
            return new Exchange.Corrupt(doubt.get());
        }
        if (response instanceof ExceptionResponse refused) {
            return new Exchange.DeviceException(refused.getExceptionCode());
        }
        return switch (request) {
            case RegisterRequest read ->
                new Exchange.Registers(words(frame, read.block().count()), connection.number());
            case RegisterWrite _ -> new Exchange.Written(connection.number());
        };
    }

    private static ModbusRequest message(BusRequest request) {
        return switch (request) {
            case RegisterRequest read -> message(read.block());
            case RegisterWrite write ->
                new WriteMultipleRegistersRequest(
                        write.start(),
                        write.values().stream().map(SimpleRegister::new).toArray(Register[]::new));
        };
    }

    private static ModbusRequest message(RegisterBlock block) {
        return switch (block.function()) {
            case HOLDING -> new ReadMultipleRegistersRequest(block.start(), block.count());
            case INPUT -> new ReadInputRegistersRequest(block.start(), block.count());
        };
    }

    private static List<Integer> words(byte[] frame, int count) {
        List<Integer> words = new ArrayList<>(count);
        int at = frame.length - 2 * count;
        for (int i = 0; i < count; i++, at += 2) {
            words.add((frame[at] & 0xFF) << 8 | frame[at + 1] & 0xFF);
        }
        return words;
    }

    private Open connected() throws IOException {
        if (open != null) {
            return open;
        }
        TappedSocket socket = new TappedSocket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) connectTimeout.toMillis());
            open = new Open(socket, socket.tap(), new ModbusTCPTransport(socket), ++connections);
        } catch (IOException | IllegalStateException e) {
            socket.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
        observer.opened(endpoint);
        return open;
    }

    @Override
    public void close() {
        if (open == null) {
            return;
        }
        try {
            open.socket().close();
        } catch (IOException e) {
            LOG.debugf("closing %s: %s", endpoint, e.getMessage());
        }
        open = null;
    }
}
