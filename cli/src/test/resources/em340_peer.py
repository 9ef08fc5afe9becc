"""An EM340 by pymodbus 3.0, as Debian packages it: `em340_peer.py tcp PORT` or `em340_peer.py serial DEVICE`; unit 7.

A vendor, a product code and a revision behind that are what it says of itself by function 43, whatever it is.
"""

import asyncio
import sys

from pymodbus.device import ModbusDeviceIdentification
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer


def context():
    words = [0] * 0x6000
    words[0x00] = 2312  # 231.2 V, low word first
    words[0x0B] = 341
    words[0x28] = 0xFFFF - 15000 + 1  # -1500.0 W
    words[0x29] = 0xFFFF
    words[0x33] = 499
    words[0x34] = 12345  # 1234.5 kWh
    words[0x1103] = 0  # mode A
    for i, pair in enumerate(["KZ", "12", "34", "56", "78", "90", "AB"]):
        words[0x5000 + i] = ord(pair[0]) << 8 | ord(pair[1])
    unit = ModbusSlaveContext(hr=ModbusSequentialDataBlock(0, words), zero_mode=True)
    return ModbusServerContext(slaves={7: unit}, single=False)


def identity():
    return ModbusDeviceIdentification(info=dict(enumerate(sys.argv[3:])))


async def main():
    if sys.argv[1] == "tcp":
        await StartAsyncTcpServer(context=context(), identity=identity(), address=("127.0.0.1", int(sys.argv[2])))
    else:
        await StartAsyncSerialServer(
            context=context(),
            identity=identity(),
            framer=ModbusRtuFramer,
            port=sys.argv[2],
            baudrate=19200,
            parity="N",
            timeout=0.005,
        )


asyncio.run(main())
