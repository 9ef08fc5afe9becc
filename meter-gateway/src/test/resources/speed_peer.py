"""A Modbus RTU device on a pseudo terminal, at unit 1: `speed_peer.py BAUD FILE`; writes the terminal's name into FILE.

It answers with registers of zero while the terminal is set to its speed, and hears nothing otherwise.
"""
import os
import pty
import struct
import sys
import termios
import tty

SPEEDS = {getattr(termios, "B%d" % baud): baud for baud in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)}


def crc(data):
    value = 0xFFFF
    for octet in data:
        value ^= octet
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return struct.pack("<H", value)


def main():
    own, theirs = pty.openpty()
    tty.setraw(theirs)
    with open(sys.argv[2] + ".new", "w") as file:
        file.write(os.ttyname(theirs))
    os.rename(sys.argv[2] + ".new", sys.argv[2])
    heard = b""
    while True:
        heard += os.read(own, 256)
        while len(heard) >= 8:
            if crc(heard[:6]) != heard[6:8]:
                heard = heard[1:]
                continue
            unit, function, _, count = struct.unpack(">BBHH", heard[:6])
            heard = heard[8:]
            if unit == 1 and function in (3, 4) and SPEEDS.get(termios.tcgetattr(own)[5]) == int(sys.argv[1]):
                reply = struct.pack(">BBB", unit, function, 2 * count) + bytes(2 * count)
                os.write(own, reply + crc(reply))


main()
