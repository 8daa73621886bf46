-- AlterTable
ALTER TABLE "users" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- Whoever deletes their account in one tab must not begin to pay in another (failure 28). The lock makes an operation that
-- is being opened wait for a deletion that is under way, and then find the user gone. A refund is still given, and what is left is still ended.
CREATE FUNCTION refuse_operation_of_deleted_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM users WHERE id = NEW.user_id AND deleted_at IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the account of user % was deleted', NEW.user_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER payment_operations_not_of_deleted_user BEFORE INSERT ON payment_operations
  FOR EACH ROW WHEN (NEW.purpose NOT IN ('refund_payment', 'end_subscriptions')) EXECUTE FUNCTION refuse_operation_of_deleted_user();
