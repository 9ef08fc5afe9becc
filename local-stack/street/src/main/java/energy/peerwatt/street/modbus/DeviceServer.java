package energy.peerwatt.street.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.server.ModbusRequestContext.ModbusTcpRequestContext;
import com.digitalpetri.modbus.server.ModbusServerConfig;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import energy.peerwatt.street.modbus.domain.Device;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One device at one unit of one port. A request for another unit gets no answer at all, as on a bus where that unit is
 * missing. The library closes the connection on functions it does not know and on requests cut short; a meter answers
 * them with an exception, and so does this.
 */
final class DeviceServer extends ModbusTcpServer {
    private static final Set<Integer> SERVED = Set.of(
            FunctionCode.READ_HOLDING_REGISTERS.getCode(),
            FunctionCode.READ_INPUT_REGISTERS.getCode(),
            FunctionCode.WRITE_SINGLE_REGISTER.getCode(),
            FunctionCode.WRITE_MULTIPLE_REGISTERS.getCode());
    private static final int EXCEPTION_BIT = 0x80;

    private final int unit;

    DeviceServer(NettyTcpServerTransport transport, int unit, Device device) {
        super(ModbusServerConfig.create(builder -> {}), transport, new DeviceServices(device));
        this.unit = unit;
    }

    @Override
    protected ModbusTcpFrame handleModbusTcpFrame(ModbusTcpFrame frame, ModbusTcpRequestContext context)
            throws Exception {
        if (frame.header().unitId() != unit) {
            throw new UnknownUnitIdException(frame.header().unitId());
        }
        ByteBuffer pdu = frame.pdu();
        int function = pdu.get(pdu.position()) & 0xFF;
        if (!SERVED.contains(function)) {
            return refusal(frame, function, ExceptionCode.ILLEGAL_FUNCTION);
        }
        try {
            return super.handleModbusTcpFrame(frame, context);
        } catch (BufferUnderflowException e) {
            return refusal(frame, function, ExceptionCode.ILLEGAL_DATA_VALUE);
        }
    }

    private static ModbusTcpFrame refusal(ModbusTcpFrame request, int function, ExceptionCode code) {
        ByteBuffer pdu = ByteBuffer.allocate(2);
        pdu.put((byte) (function | EXCEPTION_BIT)).put((byte) code.getCode()).flip();
        MbapHeader header = request.header();
        return new ModbusTcpFrame(new MbapHeader(header.transactionId(), 0, 3, header.unitId()), pdu);
    }
}
