package energy.peerwatt.benchmarks.race;

import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Commands for one book, packed. Each is copied into an exchange-core command before it is carried out, for every
 * contender alike.
 */
final class CommandStream {
    /** What a command does. Sellers have odd user ids, buyers even ones, so that nobody meets himself. */
    enum Kind {
        SELL,
        BUY,
        SELL_AT_ONCE,
        BUY_AT_ONCE,
        CANCEL,
        REDUCE,
        MOVE
    }

    private static final Kind[] KINDS = Kind.values();

    private byte[] kinds = new byte[1 << 16];
    private int[] ids = new int[1 << 16];
    private int[] users = new int[1 << 16];
    private int[] prices = new int[1 << 16];
    private int[] sizes = new int[1 << 16];
    private int size;
    private int fill;

    void add(Kind kind, int id, int user, int price, int quantity) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            ids = Arrays.copyOf(ids, 2 * size);
            users = Arrays.copyOf(users, 2 * size);
            prices = Arrays.copyOf(prices, 2 * size);
            sizes = Arrays.copyOf(sizes, 2 * size);
        }
        kinds[size] = (byte) kind.ordinal();
        ids[size] = id;
        users[size] = user;
        prices[size] = price;
        sizes[size++] = quantity;
    }

    /** Says that the commands so far only filled the book. */
    void filled() {
        fill = size;
    }

    int size() {
        return size;
    }

    /** How many commands fill the book before its steady life begins. */
    int fill() {
        return fill;
    }

    /** How often each kind occurs after the fill. */
    Map<Kind, Integer> mix() {
        Map<Kind, Integer> mix = new EnumMap<>(Kind.class);
        for (int i = fill; i < size; i++) {
            mix.merge(KINDS[kinds[i]], 1, Integer::sum);
        }
        return mix;
    }

    void copyTo(OrderCommand command, int i) {
        Kind kind = KINDS[kinds[i]];
        command.orderId = ids[i];
        command.uid = users[i];
        command.price = prices[i];
        command.size = sizes[i];
        command.symbol = ExchangeCoreBook.SYMBOL;
        command.reserveBidPrice = prices[i];
        command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        command.matcherEvent = null;
        switch (kind) {
            case SELL -> placement(command, OrderAction.ASK, OrderType.GTC);
            case BUY -> placement(command, OrderAction.BID, OrderType.GTC);
            case SELL_AT_ONCE -> placement(command, OrderAction.ASK, OrderType.IOC);
            case BUY_AT_ONCE -> placement(command, OrderAction.BID, OrderType.IOC);
            case CANCEL -> command.command = OrderCommandType.CANCEL_ORDER;
            case REDUCE -> command.command = OrderCommandType.REDUCE_ORDER;
            case MOVE -> command.command = OrderCommandType.MOVE_ORDER;
        }
    }

    private static void placement(OrderCommand command, OrderAction action, OrderType type) {
        command.command = OrderCommandType.PLACE_ORDER;
        command.action = action;
        command.orderType = type;
    }
}
