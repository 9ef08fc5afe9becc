// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SettlementLedger} from "../../main/solidity/SettlementLedger.sol";
import {Stack} from "./Stack.sol";

/// @dev Everything members, strangers and the operator may do, in any order, with any numbers.
contract Street is Stack {
    uint256 public deposited;
    uint256 public withdrawn;
    uint64 public committed;
    bytes32 public expectedHead;

    SettlementLedger.Header private last;
    bytes32 private lastPrev;
    uint64 private lastAt;
    int64[] private net;
    bool private closable;

    constructor() {
        deployStack();
        openMembers(11);
        fund(3, 1_000_000);
        deposited = 1_000_000;
        net = new int64[](11);
    }

    function deposit(uint256 who, uint256 units) external {
        units = within(units, 1, 1e9);
        fund(within(who, 0, 10), units);
        deposited += units;
    }

    function requestWithdraw(uint256 who, uint128 nano) external {
        vm.prank(owner(within(who, 0, 10)));
        escrow.requestWithdraw(nano == 0 ? 1 : nano);
    }

    function withdraw(uint256 who) external {
        uint16 index = uint16(within(who, 0, 10));
        (uint128 nano, uint64 readyAt) = escrow.requestOf(index);
        if (nano == 0 || block.timestamp < readyAt) return;
        uint256 before = token.balanceOf(owner(index));
        vm.prank(owner(index));
        escrow.withdraw();
        withdrawn += token.balanceOf(owner(index)) - before;
    }

    function trade(uint256 payer, uint256 payee, uint256 nano) external {
        if (closable) return;
        int64 amount = int64(uint64(within(nano, 0, 1e8)));
        net[within(payer, 0, 10)] -= amount;
        net[within(payee, 0, 10)] += amount;
    }

    function commit(bool endsPeriod) external {
        if (closable) return;
        SettlementLedger.Header memory header = firstHeader();
        header.accounts = 11;
        if (committed > 0) {
            header.number = committed + 1;
            header.period = last.period + (last.endsPeriod ? 1 : 0);
            header.slotFrom = last.slotTo;
            header.slotTo = last.slotTo + 1;
        }
        header.endsPeriod = endsPeriod;
        header.cumNetHash = keccak256(packNet(net));
        lastPrev = expectedHead;
        lastAt = uint64(block.timestamp);
        ledger.commit(header);
        last = header;
        committed++;
        expectedHead = keccak256(abi.encode(lastPrev, header, lastAt));
        closable = endsPeriod;
    }

    function close() external {
        if (!closable || block.timestamp < lastAt + WINDOW || !insuranceSuffices()) return;
        ledger.close(last, lastPrev, lastAt, packNet(net));
        net = new int64[](11);
        closable = false;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + within(time, 1, THAW));
    }

    function tokensHeld() external view returns (uint256) {
        return token.balanceOf(address(escrow));
    }

    function nanoOwed() external view returns (uint256) {
        return sumOfBalances();
    }

    function head() external view returns (uint64 number, bytes32 hash) {
        (number,,,,,,,) = ledger.head();
        return (number, ledger.headHash());
    }

    function insuranceSuffices() private view returns (bool) {
        int256 insurance = int256(escrow.balanceOf(3)) + net[3];
        for (uint16 i = 0; i < 11; i++) {
            int256 balance = int256(escrow.balanceOf(i)) + net[i];
            insurance += i != 3 && balance < 0 ? balance : int256(0);
        }
        return insurance >= 0;
    }
}

contract InvariantsTest is Stack {
    Street private street;

    function setUp() external {
        street = new Street();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(street);
    }

    /// The escrow holds exactly what it owes: nets only move, deposits and withdrawals are whole units.
    function invariant_EscrowHoldsWhatItOwes() external view {
        same(street.tokensHeld() * 1_000, street.nanoOwed(), "held = owed");
        same(street.deposited() - street.withdrawn(), street.tokensHeld(), "in - out = held");
    }

    function invariant_HeadersFormOneChain() external view {
        (uint64 number, bytes32 hash) = street.head();
        same(number, street.committed(), "numbers are dense");
        same(hash, street.expectedHead(), "hash chain");
    }
}
