"""年度报告: computed from the year's records, each number open to them, through its life to publication and correction.

``sources`` say what each table counts; ``compute`` puts them together; ``narrative`` has the text, with figures bound
to them; ``document`` makes the report that checks and writers know; ``services`` move it along.
"""
