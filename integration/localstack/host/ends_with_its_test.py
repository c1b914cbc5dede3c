"""Ends LocalStack with the test that started it, also where that was killed and could end nothing by itself.

The test holds the other end of the standard input and writes nothing to it, so it ends when the test does.
LocalStack itself runs this when it starts ("Initialization hooks").
"""

import os
import threading

import psutil


def end_with_the_test() -> None:
    while os.read(0, 1024):
        pass
    own = psutil.Process()
    for child in own.children(recursive=True):
        try:
            child.kill()
        except psutil.NoSuchProcess:
            pass
    own.kill()


threading.Thread(target=end_with_the_test, name="end-with-the-test", daemon=True).start()
