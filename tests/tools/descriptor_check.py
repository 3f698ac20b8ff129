"""Usage: descriptor_check.py SCHEMA FILE...: every file is a descriptor, or one line says where it is not."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding='utf-8') as text:
    schema = json.load(text)
jsonschema.Draft7Validator.check_schema(schema)
if len(sys.argv) < 3:
    sys.exit('descriptor_check.py: no file to check')
wrong = 0
for name in sys.argv[2:]:
    with open(name, encoding='utf-8') as text:
        for error in jsonschema.Draft7Validator(schema).iter_errors(json.load(text)):
            wrong += 1
            print(f"{name}: {'/'.join(map(str, error.path)) or 'the object'}: {error.message}")
sys.exit(wrong > 0)
