package energy.peerwatt.orderbook.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import java.io.IOException;
import java.util.Map;

/** Commands as they lie in the log: JSON, the type in the CloudEvents header. */
final class CommandCodec {
    private static final Map<String, Class<? extends BookCommand>> TYPES = Map.ofEntries(
            Map.entry("energy.peerwatt.order-book.define-community.v1", BookCommand.DefineCommunity.class),
            Map.entry("energy.peerwatt.order-book.define-zone.v1", BookCommand.DefineZone.class),
            Map.entry("energy.peerwatt.order-book.define-member.v1", BookCommand.DefineMember.class),
            Map.entry("energy.peerwatt.order-book.define-rules.v1", BookCommand.DefineRules.class),
            Map.entry("energy.peerwatt.order-book.place-orders.v1", BookCommand.PlaceOrders.class),
            Map.entry("energy.peerwatt.order-book.replace-order.v1", BookCommand.ReplaceOrder.class),
            Map.entry("energy.peerwatt.order-book.cancel-order.v1", BookCommand.CancelOrder.class),
            Map.entry("energy.peerwatt.order-book.close-zone.v1", BookCommand.CloseZone.class),
            Map.entry("energy.peerwatt.order-book.hold-auctions.v1", BookCommand.HoldAuctions.class),
            Map.entry("energy.peerwatt.order-book.close-gate.v1", BookCommand.CloseGate.class),
            Map.entry("energy.peerwatt.order-book.update-balances.v1", BookCommand.UpdateBalances.class),
            Map.entry("energy.peerwatt.order-book.give-mandate.v1", BookCommand.GiveMandate.class),
            Map.entry("energy.peerwatt.order-book.withdraw-mandate.v1", BookCommand.WithdrawMandate.class),
            Map.entry("energy.peerwatt.order-book.place-under-mandate.v1", BookCommand.PlaceUnderMandate.class));

    private CommandCodec() {}

    static String type(BookCommand command) {
        return switch (command) {
            case BookCommand.DefineCommunity c -> "energy.peerwatt.order-book.define-community.v1";
            case BookCommand.DefineZone c -> "energy.peerwatt.order-book.define-zone.v1";
            case BookCommand.DefineMember c -> "energy.peerwatt.order-book.define-member.v1";
            case BookCommand.DefineRules c -> "energy.peerwatt.order-book.define-rules.v1";
            case BookCommand.PlaceOrders c -> "energy.peerwatt.order-book.place-orders.v1";
            case BookCommand.ReplaceOrder c -> "energy.peerwatt.order-book.replace-order.v1";
            case BookCommand.CancelOrder c -> "energy.peerwatt.order-book.cancel-order.v1";
            case BookCommand.CloseZone c -> "energy.peerwatt.order-book.close-zone.v1";
            case BookCommand.HoldAuctions c -> "energy.peerwatt.order-book.hold-auctions.v1";
            case BookCommand.CloseGate c -> "energy.peerwatt.order-book.close-gate.v1";
            case BookCommand.UpdateBalances c -> "energy.peerwatt.order-book.update-balances.v1";
            case BookCommand.GiveMandate c -> "energy.peerwatt.order-book.give-mandate.v1";
            case BookCommand.WithdrawMandate c -> "energy.peerwatt.order-book.withdraw-mandate.v1";
            case BookCommand.PlaceUnderMandate c -> "energy.peerwatt.order-book.place-under-mandate.v1";
        };
    }

    static byte[] encode(BookCommand command) {
        try {
            return Json.mapper().writeValueAsBytes(command);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("command cannot be written: " + command.id(), e);
        }
    }

    /** @throws IllegalArgumentException saying what is wrong, if this is no command of a known type */
    static BookCommand decode(String type, byte[] value) {
        Class<? extends BookCommand> record = TYPES.get(type);
        if (record == null) {
            throw new IllegalArgumentException("unknown command type: " + type);
        }
        try {
            BookCommand command = Json.mapper().readValue(value, record);
            if (command == null) {
                throw new IllegalArgumentException("the command is null");
            }
            return command;
        } catch (IOException e) {
            throw new IllegalArgumentException("the command cannot be read: " + e.getMessage(), e);
        }
    }
}
