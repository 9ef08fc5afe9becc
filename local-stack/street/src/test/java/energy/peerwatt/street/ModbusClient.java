package energy.peerwatt.street;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.ModbusTimeoutException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Reads and writes one port. */
final class ModbusClient implements AutoCloseable {
    static final int UNIT = 1;

    private final ModbusTcpClient client;

    ModbusClient(int port) throws ModbusExecutionException {
        this(port, Duration.ofSeconds(5));
    }

    ModbusClient(int port, Duration timeout) throws ModbusExecutionException {
        client = ModbusTcpClient.create(
                NettyTcpClientTransport.create(transport -> {
                    transport.hostname = "127.0.0.1";
                    transport.port = port;
                }),
                configuration -> configuration.requestTimeout = timeout);
        client.connect();
    }

    float real(int address) throws ModbusException {
        return ByteBuffer.wrap(input(UNIT, address, 2)).getFloat();
    }

    byte[] input(int unit, int address, int count) throws ModbusException {
        return asked(() -> client.readInputRegisters(unit, new ReadInputRegistersRequest(address, count))
                .registers());
    }

    byte[] holding(int address, int count) throws ModbusException {
        return asked(() -> client.readHoldingRegisters(UNIT, new ReadHoldingRegistersRequest(address, count))
                .registers());
    }

    int unsigned(int address) throws ModbusException {
        return ByteBuffer.wrap(holding(address, 1)).getShort() & 0xFFFF;
    }

    int signed(int address) throws ModbusException {
        return (short) unsigned(address);
    }

    void write(int address, int value) throws ModbusException {
        asked(() -> client.writeSingleRegister(UNIT, new WriteSingleRegisterRequest(address, value)));
    }

    void writeAll(int address, int... values) throws ModbusException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        asked(() -> client.writeMultipleRegisters(
                UNIT, new WriteMultipleRegistersRequest(address, values.length, bytes.array())));
    }

    /** Address of the id of a model, found by walking the chain. */
    int model(int wanted) throws ModbusException {
        int at = 40_002;
        for (int id = unsigned(at); id != 0xFFFF; id = unsigned(at)) {
            if (id == wanted) {
                return at;
            }
            at += 2 + unsigned(at + 1);
        }
        throw new AssertionError("no model " + wanted);
    }

    @Override
    public void close() throws ModbusExecutionException {
        client.disconnect();
    }

    /** An exception response, with its code. */
    static final class ModbusException extends Exception {
        private static final long serialVersionUID = 1;

        ModbusException(String message, Exception cause) {
            super(message, cause);
        }
    }

    private interface Question<T> {
        T ask() throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException;
    }

    private static <T> T asked(Question<T> question) throws ModbusException {
        try {
            return question.ask();
        } catch (ModbusResponseException e) {
            throw new ModbusException("exception " + e.getExceptionCode(), e);
        } catch (ModbusTimeoutException e) {
            throw new ModbusException("no answer", e);
        } catch (ModbusExecutionException e) {
            throw new ModbusException("not sent", e);
        }
    }
}
