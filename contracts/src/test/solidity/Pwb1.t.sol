// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pwb1} from "../../main/solidity/Pwb1.sol";
import {Checks} from "./Checks.sol";

/// @dev A library's internal functions, callable from outside so that their reverts can be expected.
contract Recomputer {
    function recompute(bytes memory packed, bytes memory previous, uint16 accounts)
        external
        pure
        returns (Pwb1.Totals memory totals, bytes memory cumNet)
    {
        return Pwb1.recompute(packed, previous, accounts);
    }
}

contract Pwb1Test is Checks {
    Recomputer private recomputer;

    function setUp() external {
        recomputer = new Recomputer();
    }

    function testNothingPackedChangesNothing() external view {
        (Pwb1.Totals memory totals, bytes memory net) = recomputer.recompute("", hex"0000000000000005", 4);
        same(totals.records, 0, "records");
        same(keccak256(net), keccak256(bytes.concat(hex"0000000000000005", new bytes(24))), "net is carried on");
    }

    function testFeesAreAmountsButNotEnergyBetweenMembers() external view {
        bytes memory packed = bytes.concat(group(1, 10, 1), rec(4, 5, 100), rec(4, 0, 7), rec(1, 5, 3), new bytes(7));
        (Pwb1.Totals memory totals, bytes memory net) = recomputer.recompute(packed, "", 6);
        same(totals.wh, 100, "wh");
        same(totals.paid, 1_100, "paid");
        same(totals.records, 3, "records");
        same(netAt(net, 0), 70, "operator");
        same(netAt(net, 1), -30, "grid fund");
        same(netAt(net, 4), -1_070, "payer");
        same(netAt(net, 5), 1_030, "payee");
    }

    function testRefusesPayingOneself() external {
        refused(bytes.concat(group(1, 10, 1), rec(4, 4, 100), new bytes(21)), Pwb1.PaidToSelf.selector);
        refused(bytes.concat(group(1, 10, 1), rec(0, 0, 100), new bytes(21)), Pwb1.PaidToSelf.selector);
    }

    function testRefusesAccountsBeyondTheCount() external {
        refused(bytes.concat(group(1, 10, 1), rec(4, 6, 100), new bytes(21)), Pwb1.UnknownAccount.selector);
        refused(bytes.concat(group(1, 10, 1), rec(6, 4, 100), new bytes(21)), Pwb1.UnknownAccount.selector);
    }

    function testRefusesARecordWithoutEnergy() external {
        refused(bytes.concat(group(1, 10, 1), rec(4, 5, 0), new bytes(21)), Pwb1.NoEnergy.selector);
    }

    function testRefusesPaddingBeforeRecords() external {
        refused(
            bytes.concat(group(1, 10, 1), rec(4, 5, 1), new bytes(7), rec(4, 5, 1), new bytes(7)),
            Pwb1.PaddingInside.selector
        );
        refused(bytes.concat(group(1, 10, 1), new bytes(28)), Pwb1.PaddingInside.selector);
        refused(bytes.concat(group(1, 10, 2), new bytes(28), rec(4, 5, 1), new bytes(21)), Pwb1.PaddingInside.selector);
    }

    function testRefusesGroupsOutOfOrder() external {
        bytes memory one = bytes.concat(group(2, 10, 1), rec(4, 5, 1), new bytes(21));
        refused(bytes.concat(one, one), Pwb1.NotAscending.selector);
        refused(bytes.concat(one, group(2, 9, 1), rec(4, 5, 1), new bytes(21)), Pwb1.NotAscending.selector);
        refused(bytes.concat(one, group(1, 11, 1), rec(4, 5, 1), new bytes(21)), Pwb1.NotAscending.selector);
    }

    function testRefusesWhatIsCutOff(uint256 length) external {
        bytes memory whole = bytes.concat(
            group(1, 10, 2), rec(4, 5, 1), rec(4, 5, 2), rec(4, 5, 3), rec(4, 5, 4), rec(4, 5, 5), new bytes(21)
        );
        length = within(length, 1, whole.length - 1);
        bytes memory cut = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            cut[i] = whole[i];
        }
        refused(cut, Pwb1.Truncated.selector);
    }

    function testRefusesAnEmptyGroup() external {
        refused(group(1, 10, 0), Pwb1.EmptyGroup.selector);
    }

    function testRefusesANetOutsideOf64Bits() external {
        bytes memory full = bytes.concat(new bytes(40), bytes8(uint64(type(int64).max)));
        bytes memory packed = bytes.concat(group(1, 1, 1), rec(4, 5, 1), new bytes(21));
        vm.expectRevert(abi.encodeWithSelector(Pwb1.NetOverflow.selector, uint256(5)));
        recomputer.recompute(packed, full, 6);
    }

    function testRefusesAPreviousNetWithMoreAccounts() external {
        vm.expectRevert(abi.encodeWithSelector(Pwb1.BadNet.selector, uint256(56)));
        recomputer.recompute("", new bytes(56), 6);
    }

    /// Random batches against a computation on plain values, and nets that always balance.
    function testAgreesWithPlainArithmetic(uint256 seed, uint8 groups) external view {
        int256[8] memory expected;
        uint256 paid = 0;
        uint256 wh = 0;
        uint256 count = 0;
        bytes memory packed = "";
        for (uint256 g = 0; g < groups % 6; g++) {
            uint256 price = uint256(keccak256(abi.encode(seed, g))) % 2 ** 32;
            uint256 size = within(uint256(keccak256(abi.encode(seed, g, "size"))), 1, 11);
            packed = bytes.concat(packed, group(uint32(g), uint32(price), uint16((size + 3) / 4)));
            for (uint256 r = 0; r < size; r++) {
                uint256 word = uint256(keccak256(abi.encode(seed, g, r)));
                uint256 payer = word % 8;
                uint256 payee = (payer + 1 + (word >> 8) % 7) % 8;
                uint256 energy = within(word >> 16, 1, 2 ** 24 - 1);
                packed = bytes.concat(packed, rec(uint16(payer), uint16(payee), uint24(energy)));
                expected[payer] -= int256(energy * price);
                expected[payee] += int256(energy * price);
                paid += energy * price;
                wh += payer >= 4 && payee >= 4 ? energy : 0;
                count++;
            }
            packed = bytes.concat(packed, new bytes(((size + 3) / 4 * 4 - size) * 7));
        }
        (Pwb1.Totals memory totals, bytes memory net) = recomputer.recompute(packed, "", 8);
        same(totals.paid, paid, "paid");
        same(totals.wh, wh, "wh");
        same(totals.records, count, "records");
        int256 sum = 0;
        for (uint256 i = 0; i < 8; i++) {
            same(netAt(net, i), expected[i], "net");
            sum += netAt(net, i);
        }
        same(sum, 0, "nets balance");
    }

    /// 13,824 records of 1,024 accounts, the size a fraud proof must fit into one transaction.
    function testFullBatchFitsIntoOneTransaction() external view {
        bytes memory packed = new bytes(10 + 13_824 * 7);
        bytes memory head = group(1, 200_000, 3_456);
        for (uint256 i = 0; i < 10; i++) {
            packed[i] = head[i];
        }
        for (uint256 r = 0; r < 13_824; r++) {
            bytes7 one = bytes7(rec(uint16(r % 1_024), uint16((r + 1) % 1_024), uint24(r + 1)));
            for (uint256 b = 0; b < 7; b++) {
                packed[10 + r * 7 + b] = one[b];
            }
        }
        uint256 before = gasleft();
        (Pwb1.Totals memory totals,) = Pwb1.recompute(packed, new bytes(8_192), 1_024);
        uint256 used = before - gasleft();
        // EIP-7825 caps a transaction at 16,777,216; calldata of 105,000 bytes takes up to 40 gas each.
        holds(used < 16_777_216 - 40 * 105_000, "gas of one transaction");
        same(totals.records, 13_824, "records");
    }

    function refused(bytes memory packed, bytes4 reason) private {
        vm.expectPartialRevert(reason);
        recomputer.recompute(packed, "", 6);
    }

    function group(uint32 slot, uint32 price, uint16 quads) private pure returns (bytes memory) {
        return abi.encodePacked(slot, price, quads);
    }

    function rec(uint16 payer, uint16 payee, uint24 wh) private pure returns (bytes memory) {
        return abi.encodePacked(payer, payee, wh);
    }

    function netAt(bytes memory net, uint256 index) private pure returns (int256) {
        uint64 value = 0;
        for (uint256 i = 0; i < 8; i++) {
            value = (value << 8) | uint8(net[index * 8 + i]);
        }
        return int64(value);
    }
}
