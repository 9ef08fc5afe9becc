package energy.peerwatt.metergateway.support;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A meter behind another Modbus library than the gateway's. Every register can be set; it can be slow and fall silent. */
public final class TestMeter implements AutoCloseable {
    private static final int SERIAL = 0xFC00;

    private final AtomicIntegerArray input = new AtomicIntegerArray(1024);
    private final int port;
    private volatile long serial;
    private volatile long delayMillis;
    private volatile int refused = -1;
    private volatile ModbusTcpServer server;

    public TestMeter(long serial) throws IOException {
        this.serial = serial;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.server = listen();
    }

    public int port() {
        return port;
    }

    public TestMeter serial(long next) {
        serial = next;
        return this;
    }

    public TestMeter delay(long millis) {
        delayMillis = millis;
        return this;
    }

    /** From now on it refuses every read of input registers that touches this one. */
    public TestMeter refuse(int address) {
        refused = address;
        return this;
    }

    public TestMeter power(float watts) {
        return single(0x34, watts);
    }

    public TestMeter counters(float importKwh, float exportKwh) {
        single(0x48, importKwh);
        return single(0x4A, exportKwh);
    }

    public TestMeter single(int address, float value) {
        int bits = Float.floatToRawIntBits(value);
        input.set(address, bits >>> 16);
        input.set(address + 1, bits & 0xFFFF);
        return this;
    }

    public TestMeter word(int address, int value) {
        input.set(address, value);
        return this;
    }

    /** Stops listening, as a meter without power does. */
    public void unplug() throws IOException {
        try {
            server.stop();
        } catch (ExecutionException e) {
            throw new IOException("the meter on port " + port + " does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping the meter on port " + port, e);
        }
    }

    public void plugIn() throws IOException {
        server = listen();
    }

    private ModbusTcpServer listen() throws IOException {
        ModbusTcpServer fresh = ModbusTcpServer.create(
                NettyTcpServerTransport.create(configuration ->
                        configuration.setBindAddress("127.0.0.1").setPort(port)),
                new Services());
        try {
            fresh.start();
        } catch (ExecutionException e) {
            throw new IOException("cannot listen on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting the meter on port " + port, e);
        }
        return fresh;
    }

    @Override
    public void close() throws IOException {
        unplug();
    }

    private final class Services implements ModbusServices {
        @Override
        public ReadInputRegistersResponse readInputRegisters(
                ModbusRequestContext context, int unitId, ReadInputRegistersRequest request)
                throws ModbusResponseException {
            if (request.address() <= refused && refused < request.address() + request.quantity()) {
                throw new ModbusResponseException(
                        FunctionCode.READ_INPUT_REGISTERS, ExceptionCode.ILLEGAL_DATA_ADDRESS);
            }
            byte[] bytes = new byte[2 * request.quantity()];
            for (int i = 0; i < request.quantity(); i++) {
                put(bytes, i, input.get(request.address() + i));
            }
            pause();
            return new ReadInputRegistersResponse(bytes);
        }

        @Override
        public ReadHoldingRegistersResponse readHoldingRegisters(
                ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request) {
            byte[] bytes = new byte[2 * request.quantity()];
            for (int i = 0; i < request.quantity(); i++) {
                int address = request.address() + i;
                put(bytes, i, address == SERIAL ? (int) (serial >>> 16) : (int) (serial & 0xFFFF));
            }
            pause();
            return new ReadHoldingRegistersResponse(bytes);
        }

        private void pause() {
            try {
                Thread.sleep(delayMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void put(byte[] bytes, int index, int word) {
            bytes[2 * index] = (byte) (word >> 8);
            bytes[2 * index + 1] = (byte) word;
        }
    }
}
