package energy.peerwatt.metergateway.link;

import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMEIRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;

/** Requests as the Modbus library writes them. */
final class Messages {
    private Messages() {}

    static ModbusRequest of(BusRequest request, int transaction) {
        ModbusRequest message =
                switch (request) {
                    case RegisterRequest read -> reading(read.block());
                    case IdentificationRequest who ->
                        new ReadMEIRequest(who.level().code(), who.object());
                    case RegisterWrite write ->
                        new WriteMultipleRegistersRequest(
                                write.start(),
                                write.values().stream().map(SimpleRegister::new).toArray(Register[]::new));
                };
        message.setUnitID(request.unit());
        message.setTransactionID(transaction);
        return message;
    }

    private static ModbusRequest reading(RegisterBlock block) {
        return switch (block.function()) {
            case HOLDING -> new ReadMultipleRegistersRequest(block.start(), block.count());
            case INPUT -> new ReadInputRegistersRequest(block.start(), block.count());
        };
    }
}
