// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Packed records of a batch, format PWB1: recomputes what a header claims from the bytes themselves.
/// @notice Groups in ascending (slot, price): `slot u32 | price u32 micro-currency/kWh | quads u16`, then
///         quads * 4 records `payer u16 | payee u16 | wh u24`; the last quad is filled up with zero bytes.
///         An amount is wh * price in nano-currency.
library Pwb1 {
    struct Totals {
        /// energy between members (both indices >= 4), in Wh
        uint64 wh;
        /// sum of all amounts, in nano-currency
        uint128 paid;
        uint32 records;
        uint32 firstSlot;
        uint32 lastSlot;
    }

    error Truncated(uint256 position);
    error EmptyGroup(uint256 position);
    error NotAscending(uint256 position);
    error PaddingInside(uint256 position);
    error PaidToSelf(uint256 position);
    error UnknownAccount(uint256 position, uint256 index);
    error NoEnergy(uint256 position);
    error BadNet(uint256 length);
    error NetOverflow(uint256 index);

    uint256 internal constant GROUP_BYTES = 10;
    uint256 internal constant RECORD_BYTES = 7;
    uint256 internal constant QUAD_BYTES = 4 * RECORD_BYTES;
    uint256 internal constant RESERVED = 4;

    /// @param packed the bytes behind a header's `dataHash`
    /// @param previous running net before this batch: big-endian int64 per account; empty at the start of a period
    /// @param accounts account count of the header; at least that of `previous`
    /// @return totals what the header must say
    /// @return cumNet the running net after this batch, whose hash is the header's `cumNetHash`
    function recompute(bytes memory packed, bytes memory previous, uint16 accounts)
        internal
        pure
        returns (Totals memory totals, bytes memory cumNet)
    {
        int256[] memory net = _unpackNet(previous, accounts);
        uint256 position = 0;
        uint256 lastKey = 0;
        while (position < packed.length) {
            require(packed.length - position >= GROUP_BYTES, Truncated(position));
            uint256 header = _word(packed, position);
            uint256 slot = header >> 224;
            uint256 price = (header >> 192) & type(uint32).max;
            uint256 quads = (header >> 176) & type(uint16).max;
            // slot and price as one number plus one, so that the first group may be (0, 0)
            uint256 key = (header >> 192) + 1;
            require(quads > 0, EmptyGroup(position));
            require(key > lastKey, NotAscending(position));
            if (lastKey == 0) {
                totals.firstSlot = uint32(slot);
            }
            lastKey = key;
            totals.lastSlot = uint32(slot);
            position += GROUP_BYTES;
            require(packed.length - position >= quads * QUAD_BYTES, Truncated(position));
            position = _group(packed, position, quads * 4, price, net, totals);
        }
        cumNet = _packNet(net);
    }

    function _group(
        bytes memory packed,
        uint256 position,
        uint256 records,
        uint256 price,
        int256[] memory net,
        Totals memory totals
    ) private pure returns (uint256) {
        uint256 accounts = net.length;
        uint256 wh = 0;
        uint256 paid = 0;
        uint256 counted = 0;
        unchecked {
            // An amount has at most 56 bits and a group at most 262,140 of them: nothing here nears 256 bits.
            for (uint256 i = 0; i < records; i++) {
                uint256 word = _word(packed, position) >> 200;
                if (word == 0) {
                    _requirePadding(packed, position, records - i);
                    position += (records - i) * RECORD_BYTES;
                    break;
                }
                uint256 payer = word >> 40;
                uint256 payee = (word >> 24) & type(uint16).max;
                uint256 energy = word & type(uint24).max;
                if (payer == payee || payer >= accounts || payee >= accounts || energy == 0) {
                    _refuse(position, payer, payee, accounts);
                }
                uint256 amount = energy * price;
                _move(net, payer, payee, amount);
                paid += amount;
                if (payer >= RESERVED && payee >= RESERVED) {
                    wh += energy;
                }
                counted++;
                position += RECORD_BYTES;
            }
        }
        totals.wh += uint64(wh);
        totals.paid += uint128(paid);
        totals.records += uint32(counted);
        return position;
    }

    /// @dev Both indices are inside; an amount has at most 56 bits, so a batch cannot overflow 256.
    function _move(int256[] memory net, uint256 payer, uint256 payee, uint256 amount) private pure {
        assembly ("memory-safe") {
            let first := add(net, 32)
            let from := add(first, shl(5, payer))
            mstore(from, sub(mload(from), amount))
            let to := add(first, shl(5, payee))
            mstore(to, add(mload(to), amount))
        }
    }

    function _refuse(uint256 position, uint256 payer, uint256 payee, uint256 accounts) private pure {
        require(payer != payee, PaidToSelf(position));
        require(payer < accounts, UnknownAccount(position, payer));
        require(payee < accounts, UnknownAccount(position, payee));
        revert NoEnergy(position);
    }

    /// @dev Zero bytes may fill up the last quad, they may not be one.
    function _requirePadding(bytes memory packed, uint256 position, uint256 left) private pure {
        require(left < 4, PaddingInside(position));
        for (uint256 i = 0; i < left * RECORD_BYTES; i++) {
            require(packed[position + i] == 0, PaddingInside(position + i));
        }
    }

    function _unpackNet(bytes memory previous, uint256 accounts) private pure returns (int256[] memory net) {
        require(previous.length % 8 == 0 && previous.length / 8 <= accounts, BadNet(previous.length));
        net = new int256[](accounts);
        for (uint256 i = 0; i < previous.length / 8; i++) {
            net[i] = int64(uint64(_word(previous, i * 8) >> 192));
        }
    }

    function _packNet(int256[] memory net) private pure returns (bytes memory packed) {
        packed = new bytes(net.length * 8);
        for (uint256 i = 0; i < net.length; i++) {
            int256 value = net[i];
            require(value >= type(int64).min && value <= type(int64).max, NetOverflow(i));
            assembly ("memory-safe") {
                // Writes 32 bytes of which the next entry overwrites 24; the last one must not reach past the end.
                let target := add(add(packed, 32), mul(i, 8))
                let kept := and(mload(target), sub(shl(192, 1), 1))
                mstore(target, or(shl(192, value), kept))
            }
        }
    }

    /// @dev The 32 bytes at a position; what lies behind the end is never used by the callers.
    function _word(bytes memory data, uint256 position) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 32), position))
        }
    }
}
