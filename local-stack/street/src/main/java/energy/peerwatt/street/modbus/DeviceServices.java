package energy.peerwatt.street.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import energy.peerwatt.street.modbus.domain.Answer;
import energy.peerwatt.street.modbus.domain.Device;
import java.util.ArrayList;
import java.util.List;

/** Requests in the library's words, answers in the device's. The unit has been checked before. */
final class DeviceServices implements ModbusServices {
    private final Device device;

    DeviceServices(Device device) {
        this.device = device;
    }

    @Override
    public ReadHoldingRegistersResponse readHoldingRegisters(
            ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request)
            throws ModbusResponseException {
        FunctionCode function = FunctionCode.READ_HOLDING_REGISTERS;
        ModbusServices.checkRegisterRange(function.getCode(), request.address(), request.quantity());
        Answer answer = device.readHolding(request.address(), request.quantity());
        return new ReadHoldingRegistersResponse(registers(function, answer));
    }

    @Override
    public ReadInputRegistersResponse readInputRegisters(
            ModbusRequestContext context, int unitId, ReadInputRegistersRequest request)
            throws ModbusResponseException {
        FunctionCode function = FunctionCode.READ_INPUT_REGISTERS;
        ModbusServices.checkRegisterRange(function.getCode(), request.address(), request.quantity());
        Answer answer = device.readInput(request.address(), request.quantity());
        return new ReadInputRegistersResponse(registers(function, answer));
    }

    @Override
    public WriteSingleRegisterResponse writeSingleRegister(
            ModbusRequestContext context, int unitId, WriteSingleRegisterRequest request)
            throws ModbusResponseException {
        Answer answer = device.write(request.address(), List.of(request.value() & 0xFFFF));
        requireWritten(FunctionCode.WRITE_SINGLE_REGISTER, answer);
        return new WriteSingleRegisterResponse(request.address(), request.value());
    }

    @Override
    public WriteMultipleRegistersResponse writeMultipleRegisters(
            ModbusRequestContext context, int unitId, WriteMultipleRegistersRequest request)
            throws ModbusResponseException {
        FunctionCode function = FunctionCode.WRITE_MULTIPLE_REGISTERS;
        ModbusServices.checkRegisterRange(function.getCode(), request.address(), request.quantity());
        if (request.values().length != 2 * request.quantity()) {
            throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_VALUE);
        }
        requireWritten(function, device.write(request.address(), values(request.values())));
        return new WriteMultipleRegistersResponse(request.address(), request.quantity());
    }

    private static byte[] registers(FunctionCode function, Answer answer) throws ModbusResponseException {
        return switch (answer) {
            case Answer.Registers registers -> registers.bytes();
            case Answer.Refused refused -> throw exception(function, refused);
            case Answer.Written ignored -> throw new IllegalStateException("a read was answered as a write");
        };
    }

    private static void requireWritten(FunctionCode function, Answer answer) throws ModbusResponseException {
        if (answer instanceof Answer.Refused refused) {
            throw exception(function, refused);
        }
    }

    private static ModbusResponseException exception(FunctionCode function, Answer.Refused refused) {
        ExceptionCode code =
                switch (refused.reason()) {
                    case ILLEGAL_FUNCTION -> ExceptionCode.ILLEGAL_FUNCTION;
                    case ILLEGAL_ADDRESS -> ExceptionCode.ILLEGAL_DATA_ADDRESS;
                    case ILLEGAL_VALUE -> ExceptionCode.ILLEGAL_DATA_VALUE;
                    case DEVICE_FAILURE -> ExceptionCode.SLAVE_DEVICE_FAILURE;
                };
        return new ModbusResponseException(function, code);
    }

    private static List<Integer> values(byte[] bytes) {
        List<Integer> values = new ArrayList<>(bytes.length / 2);
        for (int at = 0; at < bytes.length; at += 2) {
            values.add((bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF);
        }
        return values;
    }
}
