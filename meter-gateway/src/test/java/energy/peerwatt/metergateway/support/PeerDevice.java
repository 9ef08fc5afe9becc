package energy.peerwatt.metergateway.support;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;

/**
 * Registers behind another Modbus library than the gateway's, by any of its ways. Input registers hold their own address,
 * holding registers what was written. Addresses from {@link #REFUSED} on do not exist.
 */
public final class PeerDevice implements AutoCloseable {
    /** The first address that does not exist. */
    public static final int REFUSED = 60_000;

    private static final int ADDRESSES = 65_536;

    private final List<Integer> written = new CopyOnWriteArrayList<>();
    private final AtomicIntegerArray holding = new AtomicIntegerArray(ADDRESSES);
    private final IntBinaryOperator input;
    private final int port;
    private final ModbusServer server;

    private interface Kind {
        ModbusServer create(Consumer<NettyServerTransportConfig.Builder> at, ModbusServices services);
    }

    private PeerDevice(Kind kind, IntBinaryOperator input, Consumer<NettyServerTransportConfig.Builder> more)
            throws IOException {
        this.input = input;
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

    public static PeerDevice tcp() throws IOException {
        return tcp(PeerDevice::address);
    }

    /** @param input what an input register holds, by unit and address */
    public static PeerDevice tcp(IntBinaryOperator input) throws IOException {
        return new PeerDevice(
                (at, services) -> ModbusTcpServer.create(NettyTcpServerTransport.create(at), services),
                input,
                builder -> {});
    }

    private static int address(int unit, int address) {
        return address;
    }

    public static PeerDevice rtuOverTcp() throws IOException {
        return new PeerDevice(
                (at, services) -> ModbusRtuServer.create(NettyRtuServerTransport.create(at), services),
                PeerDevice::address,
                builder -> {});
    }

    /** Wants a certificate of whoever connects. */
    public static PeerDevice tls(TestCertificates certificates) throws IOException {
        return new PeerDevice(
                (at, services) -> ModbusTcpServer.create(NettyTcpServerTransport.create(at), services),
                PeerDevice::address,
                builder -> builder.setTlsEnabled(true)
                        .setKeyManagerFactory(certificates.deviceKeys())
                        .setTrustManagerFactory(certificates.deviceTrust()));
    }

    public int port() {
        return port;
    }

    public int holding(int address) {
        return holding.get(address);
    }

    /** What holding registers from an address on shall hold. */
    public void put(int address, int... words) {
        for (int i = 0; i < words.length; i++) {
            holding.set(address + i, words[i]);
        }
    }

    /** Where was written, in order: the first address of each request. */
    public List<Integer> written() {
        return List.copyOf(written);
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
        public ReadInputRegistersResponse readInputRegisters(
                ModbusRequestContext context, int unitId, ReadInputRegistersRequest request)
                throws ModbusResponseException {
            check(FunctionCode.READ_INPUT_REGISTERS, request.address(), request.quantity());
            ByteBuffer bytes = ByteBuffer.allocate(2 * request.quantity());
            for (int i = 0; i < request.quantity(); i++) {
                bytes.putShort((short) input.applyAsInt(unitId, request.address() + i));
            }
            return new ReadInputRegistersResponse(bytes.array());
        }

        @Override
        public ReadHoldingRegistersResponse readHoldingRegisters(
                ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request)
                throws ModbusResponseException {
            check(FunctionCode.READ_HOLDING_REGISTERS, request.address(), request.quantity());
            ByteBuffer bytes = ByteBuffer.allocate(2 * request.quantity());
            for (int i = 0; i < request.quantity(); i++) {
                bytes.putShort((short) holding.get(request.address() + i));
            }
            return new ReadHoldingRegistersResponse(bytes.array());
        }

        @Override
        public WriteMultipleRegistersResponse writeMultipleRegisters(
                ModbusRequestContext context, int unitId, WriteMultipleRegistersRequest request)
                throws ModbusResponseException {
            check(FunctionCode.WRITE_MULTIPLE_REGISTERS, request.address(), request.quantity());
            ByteBuffer values = ByteBuffer.wrap(request.values());
            written.add(request.address());
            for (int i = 0; i < request.quantity(); i++) {
                holding.set(request.address() + i, values.getShort() & 0xFFFF);
            }
            return new WriteMultipleRegistersResponse(request.address(), request.quantity());
        }

        private static void check(FunctionCode function, int address, int quantity) throws ModbusResponseException {
            if (address + quantity > REFUSED) {
                throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
            }
        }
    }
}
