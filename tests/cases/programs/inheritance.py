from typing import assert_type

from made_inheritance import Inheritance, models

with Inheritance() as client:
    client.things.add(models.Car(kind="car", doors=5))
    client.things.add(models.Vehicle(kind="plane"))
    client.things.add({"kind": "car", "doors": 5})
    client.things.add({"kind": "plane"})
    client.things.add(kind="car", doors=5)
    client.things.add(kind="plane", size="L")
    for each in client.things.fetch():
        assert_type(each, models.Car | models.Bike | models.Scooter | models.Vehicle)
        if isinstance(each, models.Car):
            assert_type(each.doors, int)
    client.things.set_garage(listed=[models.Car(kind="car", doors=5), {"kind": "car", "doors": 5}], best={"kind": "bike"})
    client.things.set_garage({"best": {"kind": "car", "doors": 5}})
    client.things.number(v=1, one="x")
    # wrong:
    client.things.add({"kind": "car", "doors": "five"})
    client.things.add(models.Car(kind="bike", doors=5))
    client.things.add(models.Building(floors=1))
    client.things.add(kind="car", doors="five")
    client.things.add(kind=5)
