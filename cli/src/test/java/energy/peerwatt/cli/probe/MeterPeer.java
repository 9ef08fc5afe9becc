package energy.peerwatt.cli.probe;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusRtuServer;
import com.digitalpetri.modbus.server.ModbusServer;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyRtuServerTransport;
import com.digitalpetri.modbus.tcp.server.NettyServerTransportConfig;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A device server of another Modbus library than the gateway's: an EM340 at unit 7 and something unknown at unit 20; it says
 * of all other units that nobody answers. Registers that an EM340 does not have hold zero.
 */
final class MeterPeer implements AutoCloseable {
    static final int EM340 = 7;
    static final int UNKNOWN = 20;

    private static final Map<Integer, Integer> REGISTERS = Map.ofEntries(
            Map.entry(0x00, 2312),
            Map.entry(0x0B, 341),
            Map.entry(0x28, 0xFFFF - 15_000 + 1),
            Map.entry(0x29, 0xFFFF),
            Map.entry(0x33, 499),
            Map.entry(0x34, 12_345),
            Map.entry(0x1103, 1),
            Map.entry(0x5000, 0x4B5A),
            Map.entry(0x5001, 0x3132));

    private final AtomicInteger written = new AtomicInteger();
    private final int port;
    private final ModbusServer server;

    private interface Kind {
        ModbusServer create(Consumer<NettyServerTransportConfig.Builder> at, ModbusServices services);
    }

    private MeterPeer(Kind kind, Consumer<NettyServerTransportConfig.Builder> more) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.server = kind.create(
                builder -> {
                    builder.setBindAddress("127.0.0.1").setPort(port);
                    more.accept(builder);
                },
                new Services());
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("cannot listen on port " + port, e);
        }
    }

    static MeterPeer tcp() throws IOException {
        return new MeterPeer(
                (at, services) -> ModbusTcpServer.create(NettyTcpServerTransport.create(at), services), _ -> {});
    }

    static MeterPeer rtuOverTcp() throws IOException {
        return new MeterPeer(
                (at, services) -> ModbusRtuServer.create(NettyRtuServerTransport.create(at), services), _ -> {});
    }

    /** Wants a certificate of whoever connects. */
    static MeterPeer tls(KeyManagerFactory own, TrustManagerFactory trusted) throws IOException {
        return new MeterPeer(
                (at, services) -> ModbusTcpServer.create(NettyTcpServerTransport.create(at), services),
                builder -> builder.setTlsEnabled(true).setKeyManagerFactory(own).setTrustManagerFactory(trusted));
    }

    int port() {
        return port;
    }

    /** How often somebody has tried to write. */
    int written() {
        return written.get();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the device on port " + port + " does not stop", e);
        }
    }

    private final class Services implements ModbusServices {
        @Override
        public ReadHoldingRegistersResponse readHoldingRegisters(
                ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request)
                throws ModbusResponseException {
            if (unitId != EM340 && unitId != UNKNOWN) {
                throw new ModbusResponseException(
                        FunctionCode.READ_HOLDING_REGISTERS, ExceptionCode.GATEWAY_TARGET_DEVICE_FAILED_TO_RESPONSE);
            }
            ByteBuffer bytes = ByteBuffer.allocate(2 * request.quantity());
            for (int i = 0; i < request.quantity(); i++) {
                int word = unitId == EM340 ? REGISTERS.getOrDefault(request.address() + i, 0) : 0;
                bytes.putShort((short) word);
            }
            return new ReadHoldingRegistersResponse(bytes.array());
        }

        @Override
        public WriteMultipleRegistersResponse writeMultipleRegisters(
                ModbusRequestContext context, int unitId, WriteMultipleRegistersRequest request) {
            written.incrementAndGet();
            return new WriteMultipleRegistersResponse(request.address(), request.quantity());
        }
    }
}
